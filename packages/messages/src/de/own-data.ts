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
