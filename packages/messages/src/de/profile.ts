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
  },
  clock: { label: "Uhr", h23: "24 Std. · {time}", h12: "12 Std. · {time}" },
  week: { label: "Die Woche beginnt am" },
  language: {
    label: "Sprache",
    hint: "Von Reslot und deinen E-Mails. Andere lesen ihre eigene.",
    auto: "Wie auf deinem Gerät",
    en: "English",
    de: "Deutsch",
  },
  look: { label: "Aussehen", system: "Wie auf deinem Gerät", light: "Hell", dark: "Dunkel" },
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
