/** The page behind the link at the end of every email. */
export const unsubscribe = {
  sent: {
    title: "Keine E-Mails mehr von Reslot",
    lead: "Reslot schickt dann keine E-Mails mehr an die Adresse, an die dieser Link ging. Deine Termine bleiben, wie sie sind, und in Reslot siehst du weiter, was mit ihnen geschieht.",
    action: "E-Mails abbestellen",
  },
  stopped: {
    title: "Keine E-Mails mehr von Reslot",
    lead: "An diese Adresse geht nichts mehr. In Reslot siehst du weiter, was mit deinen Terminen geschieht, und Cal.com schickt eigene E-Mails.",
    action: "Wieder E-Mails schicken",
  },
  blocked: {
    title: "Keine E-Mails von Reslot",
    lead: "Eine E-Mail an diese Adresse kam zurück oder wurde als Spam gemeldet, deshalb geht nichts mehr an sie. In Reslot siehst du weiter, was mit deinen Terminen geschieht, und Cal.com schickt eigene E-Mails.",
  },
  invalid: {
    title: "Dieser Link funktioniert nicht",
    lead: "Öffne den Link am Ende einer neueren E-Mail.",
  },
} as const;
