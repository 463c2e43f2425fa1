/** The calendar settings. */
export const settings = {
  title: "Einstellungen",
  profile: "Profil",
  calendar: "Kalender",
  notifications: "Mitteilungen",
  sharing: "Freigabe",
  data: "Deine Daten",
  leads: {
    connected:
      "Cal.com ist verbunden, deshalb wird dein Kalender geprüft, wenn ein Termin verschoben wird.",
    broken:
      "Cal.com ist verbunden, aber nicht alle deine Kalender können dort gelesen werden, deshalb giltst du weder als frei noch als belegt.",
    nothing:
      "Cal.com ist verbunden, aber dort ist kein Kalender ausgewählt. Nur deine Arbeitszeiten und Cal.com-Buchungen werden geprüft.",
    notConnected:
      "Cal.com ist nicht verbunden. Dein Kalender kann nicht geprüft werden, und Termine, die du leitest, können nicht verschoben werden.",
    notConnectedHost:
      "Cal.com ist nicht verbunden. {count, plural, one {Dein # anstehender Termin kann nicht verschoben werden} other {Deine # anstehenden Termine können nicht verschoben werden}}, bis du es verbindest. Die Termine selbst bleiben, wie sie sind.",
    notConnectedGuest:
      "Cal.com ist nicht verbunden. Du kannst Termine auch so verschieben, aber dann kann niemand deinen Kalender prüfen: Du siehst alle angebotenen Zeiten und musst selbst auf Überschneidungen achten.",
    needsReconnect: "Cal.com nimmt die Verbindung nicht mehr an.",
  },
  returning: {
    title: "Du warst dabei, eine Zeit zu wählen",
    body: "Deine Wahl ist noch da. Nach dem Verbinden kehrst du zu ihr zurück.",
    link: "Zurück zur Zeitwahl",
  },
  cal: "Cal.com",
  status: {
    connected: "Verbunden",
    notConnected: "Nicht verbunden",
    needsReconnect: "Muss neu verbunden werden",
  },
  brokenTitle:
    "{provider, select, none {Eine Kalenderverbindung in deinem Cal.com-Konto funktioniert nicht mehr} other {Deine Verbindung zu {provider} in Cal.com funktioniert nicht mehr}}",
  brokenBody:
    "Bis sie dort wieder verbunden ist, kann dein Kalender nicht auf Überschneidungen geprüft werden.",
  mend: "In Cal.com neu verbinden",
  calendarsNotRead: "Deine Kalender in Cal.com konnten gerade nicht gelesen werden",
  calendars:
    "{count, plural, =0 {Kein Kalender wird auf Überschneidungen geprüft} one {# Kalender wird auf Überschneidungen geprüft} other {# Kalender werden auf Überschneidungen geprüft}}",
  updates: {
    live: "Live-Aktualisierung ist an: Änderungen in Cal.com sind nach Sekunden hier.",
    settingUp:
      "Die Live-Aktualisierung wird eingerichtet. Bis dahin dauert es bis zu fünf Minuten, bis Änderungen in Cal.com hier erscheinen, oder bis zu einer Stunde, wenn du in den nächsten 30 Tagen keinen Termin hast.",
    notAllowed:
      "Cal.com erlaubt mit dieser Verbindung keine Live-Aktualisierung. Es dauert bis zu fünf Minuten, bis Änderungen dort hier erscheinen, oder bis zu einer Stunde, wenn du in den nächsten 30 Tagen keinen Termin hast. {remedy, select, allow {Um sie einzuschalten, trenn die Verbindung, verbinde dich neu und erlaube alles, was Cal.com aufzählt.} signIn {Um sie einzuschalten, trenn die Verbindung, und melde dich zum Verbinden bei Cal.com an.} other {Du musst nichts tun.}}",
    addressRefused:
      "Cal.com kann dieser Website keine Live-Aktualisierungen schicken. Es dauert bis zu fünf Minuten, bis Änderungen dort hier erscheinen, oder bis zu einer Stunde, wenn du in den nächsten 30 Tagen keinen Termin hast. Du musst nichts tun.",
  },
  through: { apiKey: "mit einem API-Schlüssel", oauth: "per Anmeldung bei Cal.com" },
  since: "seit {day}",
  depends:
    "{count, plural, one {# anstehender Termin} other {# anstehende Termine}} mit {people, plural, one {# Person} other {# Personen}} {count, plural, one {kann} other {können}} dank dieser Verbindung verschoben werden.",
  disconnect: "Trennen",
  disconnectAsk: {
    title: "Cal.com trennen?",
    hosted:
      "{count, plural, one {# anstehender Termin kann nicht mehr verschoben werden, weder von dir noch von der Person, die du triffst, bis du dich neu verbindest.} other {# anstehende Termine können nicht mehr verschoben werden, weder von dir noch von den Personen, die du triffst, bis du dich neu verbindest.}}",
    attended: "Dein Kalender wird nicht mehr geprüft, wenn ein Termin mit dir verschoben wird.",
    stays: "Die Termine selbst bleiben, wie sie sind. Reslot löscht seinen Zugang zu deinem Konto.",
    key: "Um dich neu zu verbinden, brauchst du einen API-Schlüssel: Den vorhandenen kann Reslot dir nicht zeigen.",
    ended:
      "{count, plural, =0 {Cal.com hat diese Verbindung schon beendet: Dein Kalender wird jetzt nicht geprüft, und dabei bleibt es.} one {Cal.com hat diese Verbindung schon beendet. # anstehender Termin kann nicht verschoben werden, bis du dich neu verbindest, ob du sie trennst oder nicht.} other {Cal.com hat diese Verbindung schon beendet. # anstehende Termine können nicht verschoben werden, bis du dich neu verbindest, ob du sie trennst oder nicht.}}",
    stay: "Verbunden bleiben",
    stayEnded: "Zurück",
  },
  disconnectFailed: "Cal.com konnte nicht getrennt werden. Versuch es noch einmal.",
  disconnectNote:
    "Reslot beendet die Live-Aktualisierung bei Cal.com und löscht seinen Zugang zu deinem Konto. Deine Termine bleiben, wie sie sind.",
  disconnectAction: "Cal.com trennen",
  disconnecting: "Wird getrennt…",
  disconnected:
    "Cal.com ist getrennt. Reslot löscht seinen Zugang zu deinem Konto, sobald die Live-Aktualisierung dort beendet ist.",
  connectedNow: "Cal.com ist verbunden.",
  reconnect: {
    title: "Cal.com muss neu verbunden werden",
    body: "Bis du dich neu verbindest, kann dein Kalender nicht geprüft werden, und du kannst keine Termine verschieben.",
  },
  oauth: {
    title: "Bei Cal.com anmelden",
    body: "Cal.com zeigt, worum Reslot bittet, und du kannst es jederzeit zurücknehmen. Dein Passwort sehen wir nie.",
    action: "Cal.com verbinden",
    again: "Cal.com neu verbinden",
  },
  key: {
    title: "Einen API-Schlüssel verwenden",
    instead: "Stattdessen einen API-Schlüssel verwenden",
    body: "Erstell einen in Cal.com unter Einstellungen, Sicherheit, API-Schlüssel. Wir prüfen ihn vor dem Speichern und bewahren ihn verschlüsselt auf.",
    label: "API-Schlüssel",
    placeholder: "cal_live_…",
    action: "Schlüssel speichern",
    busy: "Schlüssel wird geprüft…",
    missing: "Füg zuerst deinen API-Schlüssel ein.",
  },
  leftAlone: {
    title: "Termine, die nicht hier sind",
    body: "Diese liegen in deinem Cal.com-Konto und können in Reslot nicht verschoben werden.",
    noAccount: "{count, plural, one {# Termin} other {# Termine}}: {name} hat kein Konto",
    seated: "{count, plural, one {# Termin} other {# Termine}} mit {name}: mit Plätzen",
    severalPeople:
      "{count, plural, one {# Termin} other {# Termine}} mit {name}: mehr als zwei Personen",
    unsupported:
      "{count, plural, one {# Termin} other {# Termine}} mit {name}: von einer Art, die Reslot nicht verschieben kann",
    someone: "jemand ohne Namen",
    later: "Termine mit Personen, die später dazukommen, erscheinen von selbst.",
  },
  reads: {
    title: "Was wir lesen",
    busy: "Wann du belegt bist, als Anfang und Ende",
    hours: "Deine Arbeitszeiten und Zeitzone",
    bookings: "Deine Buchungen über Cal.com",
    away: "Deine Abwesenheitstage in Cal.com",
  },
  never: {
    title: "Was wir nie zeigen",
    events: "Titel, Gäste oder Orte deiner Ereignisse",
    calendars: "In welchem Kalender ein Ereignis liegt",
    keys: "Deine Schlüssel und Tokens, auch dir nicht",
  },
  oneWord: "Die andere Person sieht ein Wort: belegt.",
} as const;

/** Why someone came back from Cal.com without a connection, and what to do next. */
export const connect = {
  denied: {
    title: "Du hast bei Cal.com abgelehnt",
    body: "Nichts wurde verbunden. Du kannst jederzeit neu beginnen.",
  },
  expired: {
    title: "Der Rückweg von Cal.com ist abgelaufen",
    body: "Er gilt einmal, für einige Minuten. Nichts wurde verbunden. Beginn neu.",
  },
  mismatch: {
    title: "Das wurde nicht in diesem Browser begonnen",
    body: "Nichts wurde verbunden. Beginn hier neu, mit diesem Konto.",
  },
  taken: {
    title: "Dieses Cal.com-Konto ist schon verbunden",
    body: "Es ist mit einem anderen Reslot-Konto verbunden, deshalb wurde hier nichts verbunden. Melde dich bei Cal.com mit deinem eigenen Konto an, oder trenn es zuerst dort.",
  },
  missingScopes: {
    title: "Cal.com hat weniger erlaubt, als Reslot braucht",
    body: "Nichts wurde verbunden. Beginn neu, und erlaube alles, was Cal.com aufzählt.",
  },
  unavailable: {
    title: "Cal.com hat nicht wie erwartet geantwortet",
    body: "Nichts wurde verbunden. Beginn in einer Minute neu, oder verwende einen API-Schlüssel.",
  },
  notConfigured: {
    title: "Anmelden bei Cal.com ist hier nicht eingerichtet",
    body: "Nichts wurde verbunden. Verwende stattdessen einen API-Schlüssel.",
  },
  signedOut: {
    title: "Du warst abgemeldet",
    body: "Nichts wurde verbunden. Du bist wieder angemeldet, also beginn neu.",
  },
} as const;

/** Who a person is to others, and how they read Reslot. */
export const profile = {
  title: "Profil",
  auto: "Automatisch",
  name: { label: "Name", hint: "Die Personen, die du triffst, sehen ihn." },
  email: { label: "E-Mail", hint: "Du änderst sie in deinem Konto, oben rechts." },
  zone: {
    label: "Zeitzone",
    hint: "Für alle Zeiten in Reslot und in deinen E-Mails. Andere sehen ihre eigene.",
    notSet: "Nicht eingestellt",
    inRegion: "{city} ({region})",
    formerly: "{former}, jetzt {city} ({region})",
  },
  clock: { label: "Uhrzeit", h23: "24 h · {time}", h12: "12 h · {time}" },
  week: { label: "Wochenbeginn" },
  language: {
    label: "Sprache",
    hint: "Für Reslot und deine E-Mails. Andere lesen in ihrer eigenen.",
    auto: "Wie auf deinem Gerät",
    en: "English",
    de: "Deutsch",
  },
  look: { label: "Darstellung", system: "Wie auf deinem Gerät", light: "Hell", dark: "Dunkel" },
  keys: {
    label: "Tastatur",
    check: "Tastenkürzel mit einer Taste",
    hint: "Drück auf einer Seite ?, um sie zu sehen.",
  },
  device: {
    title: "Dein Gerät ist in {zone}",
    body: "Reslot zeigt die Zeit in {city}. Wechsle, wenn du umgezogen bist; behalte sie, wenn du nur auf Reisen bist.",
    use: "{city} verwenden",
    keep: "{city} behalten",
  },
  save: "Speichern",
  saving: "Wird gespeichert…",
  saved: "Gespeichert.",
  failed: "Das konnte nicht gespeichert werden. Versuch es noch einmal.",
  leave: "Du hast Änderungen, die nicht gespeichert sind. Diese Seite ohne sie verlassen?",
} as const;

/** Which email a person gets. */
export const mailSettings = {
  title: "Mitteilungen",
  caption: "Worüber wir dich benachrichtigen, und wie",
  when: "Anlass",
  inApp: "In Reslot",
  byMail: "Per E-Mail",
  always: "immer",
  moved: {
    title: "Ein Termin wird verschoben oder geändert",
    note: "Cal.com schickt dazu auch eigene E-Mails.",
    label: "E-Mail, wenn ein Termin verschoben oder geändert wird",
  },
  asked: {
    title: "Du wirst um eine Antwort gebeten",
    note: "Zu einer Zeit, deinem Kalender oder einer Verbindung.",
  },
  savedAtOnce: "Änderungen werden sofort gespeichert.",
  saved: "Gespeichert.",
  failed: "Das konnte nicht gespeichert werden. Versuch es noch einmal.",
} as const;

/** The page of settings where people take what is kept about them, or have it deleted. */
export const ownData = {
  title: "Deine Daten",
  download: {
    title: "Deine Daten herunterladen",
    body: "Eine Datei mit deinem Profil, deiner Verbindung, deinen Terminen und ihren Verschiebungen, deinen Mitteilungen und wer sehen kann, wann du belegt bist. Sie enthält keine Schlüssel und von anderen nur die Namen und die Gründe, die sie genannt haben.",
    action: "Als JSON herunterladen",
    busy: "Die Datei wird erstellt…",
    failed: "Die Datei konnte nicht erstellt werden. Versuch es noch einmal.",
  },
  remove: {
    title: "Dein Konto löschen",
    body: "Dein Name, deine Adressen und deine Verbindung zu Cal.com werden gelöscht, und du wirst überall abgemeldet. Deine Termine bleiben in Cal.com. Hier behalten die Personen, die du triffst, ihren Verlauf mit den Gründen, die du genannt hast, unter „Deleted user“. Das lässt sich nicht rückgängig machen.",
    label: "Zur Bestätigung DELETE eingeben",
    missing: "Gib zuerst DELETE in Großbuchstaben ein.",
    action: "Mein Konto löschen",
    busy: "Wird gelöscht…",
    failed:
      "Wir wissen nicht, ob dein Konto gelöscht wurde. Versuch es noch einmal, oder lade diese Seite neu.",
  },
} as const;
