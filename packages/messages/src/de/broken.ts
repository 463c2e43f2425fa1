/** A page that failed. Its words come with the page's code, so they take no arguments. */
export const broken = {
  title: "Bei uns ist etwas schiefgegangen",
  body: "Dadurch wurde kein Termin verschoben, und alles Gespeicherte ist sicher. Versuch es noch einmal.",
  reference: "Wenn du uns schreibst, nenne diese Kennung:",
  tryAgain: "Noch einmal versuchen",
  goToMeetings: "Zu deinen Terminen",
} as const;
