/** Why a route that only machines call refuses a request. */
export const responses = {
  secret: "Das Geheimnis fehlt oder ist falsch.",
  signature: "Die Signatur fehlt oder ist falsch.",
  tooLarge: "Der Inhalt ist zu groß.",
  later: "Versuch es später noch einmal.",
} as const;
