/** Who can see when a person is busy: the question, the page of settings, and asking for it. */
export const sharing = {
  question: "{coach} hat einen Termin mit dir. Darf {name} sehen, wann du belegt bist?",
  explain:
    "{name} sieht, wann du belegt bist oder nicht arbeitest, aber nie, was du dann machst. Du kannst das jederzeit in den Einstellungen beenden.",
  allow: "Erlauben",
  notNow: "Jetzt nicht",
  disown: "Ich kenne diese Person nicht",
  failed: "Das konnte nicht gespeichert werden. Versuch es noch einmal.",
  title: "Wer sehen kann, wann du belegt bist",
  lead: "Nur wer deine Erlaubnis hat, sieht es, und nie, was du dann machst. Was immer du wählst: Verschiebst du selbst einen Termin, wird dein verbundener Kalender geprüft.",
  none: "Bisher niemand. Wenn du einen Termin mit jemand Neuem hast, wirst du gefragt.",
  state: {
    allowed: "Sieht, wann du belegt bist, seit {day}",
    asked: "Sieht nicht, wann du belegt bist: Du hast noch nicht entschieden",
    refused: "Sieht nicht, wann du belegt bist",
    stopped: "Sieht nicht mehr, wann du belegt bist, seit {day}",
    disowned: "Du kennst diese Person nicht: Termine mit ihr sind ausgeblendet",
  },
  stop: "Beenden",
  restore: "Termine wieder anzeigen",
  of: "{action}: {name}",
  connectingTitle: "Wenn du dich verbindest, sieht {name}, wann du belegt bist",
  connecting: "Nie, was du dann machst. Du kannst das jederzeit in den Einstellungen beenden.",
  ask: "{name} um Einblick bitten",
  asking: "Wird gefragt…",
  notAsked: "Du siehst nicht, wann {name} belegt ist. Du kannst einmal in der Woche fragen.",
  // A coach also reads it after a refusal, and where Reslot asked at the first meeting.
  wasAsked: "{name} wurde am {day} gefragt. Ab {next} kannst du wieder fragen.",
} as const;
