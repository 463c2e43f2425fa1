/** Which email a person gets. */
export const mailSettings = {
  title: "Mitteilungen",
  caption: "Was du erfährst, und wie",
  when: "Du erfährst, wenn",
  inApp: "In Reslot",
  byMail: "Per E-Mail",
  always: "immer",
  moved: {
    title: "Ein Termin verschoben oder geändert wird",
    note: "Cal.com schickt dazu auch eigene E-Mails.",
    label: "E-Mail, wenn ein Termin verschoben oder geändert wird",
  },
  asked: {
    title: "Du um eine Antwort gebeten wirst",
    note: "Zu einer Zeit, deinem Kalender oder einer Verbindung.",
  },
  savedAtOnce: "Änderungen werden sofort gespeichert.",
  saved: "Gespeichert.",
  failed: "Das konnte nicht gespeichert werden. Versuch es noch einmal.",
} as const;
