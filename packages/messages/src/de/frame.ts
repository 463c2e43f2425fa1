/** The frame around every page, and its pages for errors. */
export const frame = {
  product: "Reslot",
  description: "Verschieb einen Termin zu zweit auf eine Zeit, zu der ihr beide frei seid.",
  skip: "Zum Inhalt springen",
  nav: "Hauptmenü",
  meetings: "Termine",
  settings: "Einstellungen",
  theme:
    "Farben ändern, jetzt {theme, select, light {hell} dark {dunkel} other {wie dieses Gerät}}",
  bell: "{unread, plural, =0 {Mitteilungen} other {Mitteilungen, # ungelesen}}",
  manyUnread: "99+",
  toasts: "Meldungen",
  goToMeetings: "Zu deinen Terminen",
  tryAgain: "Noch einmal versuchen",
  address: {
    title: "Deine E-Mail-Adresse",
    manage: "Konto verwalten",
    signOut: "Abmelden",
  },
  notFound: {
    title: "Termin nicht gefunden",
    body: "Die Adresse stimmt nicht, oder du gehörst nicht zu diesem Termin. Nichts wurde geändert.",
  },
  offline: {
    title: "Du bist offline.",
    body: "Zeiten können sich geändert haben, deshalb ruht das Verschieben. Es geht weiter, sobald du wieder online bist.",
  },
} as const;

/** The keys that work without a modifier, and the sheet that lists them. */
export const keys = {
  title: "Tastatur",
  close: "Schließen",
  next: "Nächster Termin",
  previous: "Voriger Termin",
  open: "Öffnen",
  move: "Verschieben",
  confirm: "Bestätigen",
  search: "Suchen",
  undo: "Verschiebung zurücknehmen",
  today: "Heute, im Kalender",
  meetingsWeek: "Woche des Termins",
  view: "Woche oder Monat",
  turn: "Frühere, spätere Tage",
  suggestion: "Eine vorgeschlagene Zeit",
  help: "Diese Liste",
  enter: "Eingabe",
  escape: "Esc",
  pages: "Bild auf, Bild ab",
  digits: "1 – 3",
  areOn: "Tastenkürzel mit einer Taste sind an",
  failed: "Das konnte nicht gespeichert werden. Versuch es noch einmal.",
} as const;

/** The sign-in page beside Clerk's form, which has words of its own. */
export const signIn = {
  title: "Anmelden",
  heading: "Eine neue Zeit, die euch beiden passt",
  lead: "Verschieb ein Gespräch zu zweit ohne Hin und Her. Reslot liest beide Kalender in Cal.com und zeigt nur die Zeiten, die ihr gemeinsam habt.",
  promise: "Wir lesen, wann du belegt bist. Warum, zeigen wir nie.",
  you: "Du",
  yourPlace: "Vancouver",
  otherName: "Sam",
  otherPlace: "London, +7 Std.",
  both: "Beide frei",
} as const;
