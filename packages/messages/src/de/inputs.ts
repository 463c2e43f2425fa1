/** Why a field of a request is not valid. */
export const inputs = {
  unknownField: "Unbekanntes Feld.",
  ulid: "Das ist keine ULID.",
  instant: "Gib Datum und Uhrzeit mit Versatz an, zum Beispiel 2026-12-15T20:00:00Z.",
  noSuchInstant: "Diesen Zeitpunkt gibt es nicht.",
  timeZone: "Diese Zeitzone ist nicht bekannt.",
  date: "Gib einen Tag in der Form 2026-12-15 an.",
  dayWithoutZone: "Gib die Zeitzone an, in der der Tag liegt.",
  offset: "Schreib den Versatz zu UTC wie -08:00.",
  rangeOrder: "Der Zeitraum muss nach seinem Anfang enden.",
  rangeLength: "Der Zeitraum darf höchstens 62 Tage lang sein.",
  wallClock: "Gib die Ortszeit in der Form 2026-12-15T13:00 an.",
  nul: "Dieser Text enthält ein Zeichen, das nicht gespeichert werden kann.",
  lastEventId: "Das ist nicht die Kennung eines Ereignisses.",
  apiKey: "Ein API-Schlüssel von Cal.com beginnt mit cal_.",
  apiKeyRefused:
    "Cal.com nimmt diesen Schlüssel nicht an. Prüf, ob er vollständig und noch gültig ist.",
  accountTaken:
    "Dieses Cal.com-Konto ist schon mit einem anderen Reslot-Konto verbunden. Nimm einen Schlüssel deines eigenen Kontos.",
} as const;
