/** A meeting that cannot be moved until its coach has connected Cal.com. */
export const connectFirst = {
  title: {
    coach: "Verbinde zuerst Cal.com",
    notConnected: "{name} muss Cal.com verbinden",
    needsReconnect: "{name} muss Cal.com neu verbinden",
  },
  own: {
    notConnected: "Dein Cal.com-Konto ist nicht verbunden",
    needsReconnect: "Deine Verbindung zu Cal.com ist beendet",
  },
  ownBody:
    "Reslot kann deine Zeiten nicht lesen und keinen Termin verschieben, bis du Cal.com verbindest. Deine Termine bleiben, wie sie sind. Auch die anderen können sie nur verschieben, wenn ihr eigenes Konto verbunden ist.",
  ownCount:
    "{count, plural, one {Das betrifft # anstehenden Termin.} other {Das betrifft # anstehende Termine.}}",
  connect: "Cal.com verbinden",
  back: "Zurück zum Termin",
  comeBack: "Danach kommst du hierher zurück.",
  key: "Hast du stattdessen einen API-Schlüssel?",
  keyLink: "In den Einstellungen verwenden",
  theirs: "Dieser Termin kann gerade nicht verschoben werden",
  theirsBody: {
    notConnected:
      "{name} hat Cal.com nicht verbunden, deshalb kann Reslot deinen Termin nicht verschieben. Er bleibt, wie er ist.",
    needsReconnect:
      "Die Verbindung von {name} zu Cal.com ist beendet, deshalb kann Reslot deinen Termin nicht verschieben. Er bleibt, wie er ist.",
  },
  letKnow: "{name} Bescheid geben",
  lettingKnow: "{name} wird benachrichtigt…",
  sends: "{name} bekommt eine E-Mail mit einem Link zu Reslot. Sonst erfährt niemand davon.",
  told: "{name} wurde benachrichtigt.",
  again: "Am {day} kannst du {name} wieder erinnern.",
  failed: "{name} konnte nicht benachrichtigt werden. Versuch es noch einmal.",
} as const;
