/** The coach's answer to a move that waits for one. */
export const answers = {
  title: "{name} bittet um eine neue Zeit",
  asked: "Angefragt {ago} · Antworte vor {when}, sonst gibt es keinen Termin.",
  waits: {
    title: "Wartet auf {name}",
    body: "Angefragt {ago} · {name} muss diese Zeit bestätigen, damit sie gilt. Deine alte Zeit ist freigegeben.",
  },
  wasAt: "Der Termin war am {when}. Diese Zeit ist schon freigegeben.",
  confirm: "{when} bestätigen",
  confirmShort: "Bestätigen",
  confirmAll: "{count, plural, one {# Termin} other {Alle # Termine}} bestätigen",
  confirmAnyway: "Trotzdem bestätigen",
  decline: "Ablehnen",
  confirmLabel: "{title} am {when} bestätigen",
  declineLabel: "{title} am {when} ablehnen",
  busy: "Deine Antwort wird gesendet…",
  confirming: "Cal.com hat noch nicht geantwortet. Das Ergebnis erscheint hier.",
  series:
    "Cal.com beantwortet alle offenen Termine dieser Serie auf einmal: {count, plural, one {# Termin} other {# Termine}}.",
  confirmed: "Bestätigt für {when}. {name} erfährt davon.",
  declined: "Abgelehnt. {name} erfährt davon.",
  dialog: {
    declineTitle: "Anfrage von {name} ablehnen?",
    loss: "Dann gibt es keinen Termin: Die alte Zeit wurde freigegeben, als {name} angefragt hat, und kann inzwischen vergeben sein. {name} erfährt davon.",
    lossOfAll:
      "Dann gibt es keinen Termin, und {count, plural, one {# weitere Anfrage} other {# weitere Anfragen}} dieser Serie {count, plural, one {wird} other {werden}} auch abgelehnt. {name} erfährt davon.",
    note: "Nachricht an {name}",
    optional: "optional",
    keep: "Offen lassen",
    decline: "Ablehnen, kein Termin",
  },
  refusals: {
    taken: "Du bist zu dieser Zeit jetzt belegt. Es wurde nichts beantwortet.",
    unknown:
      "Dein Kalender ist gerade nicht lesbar, deshalb wissen wir nicht, ob du dann frei bist. Es wurde nichts beantwortet.",
    takenOfSeries:
      "{busy, plural, =0 {} one {Bei einem dieser Termine bist du jetzt belegt: {busyAt}. } other {Bei # dieser Termine bist du jetzt belegt: {busyAt}. }}{unknown, plural, =0 {} other {Ob du dann frei bist, wissen wir nicht: {unknownAt}. }}Es wurde nichts beantwortet.",
    changed:
      "Diese Anfrage hat sich geändert, seit du sie geöffnet hast. Es wurde nichts beantwortet.",
    inProgress:
      "Dieser Termin wird gerade verschoben oder beantwortet. Sieh in einer Minute noch einmal nach.",
    past: "Diese Zeit ist schon vorbei, deshalb kann nicht mehr geantwortet werden.",
    firstRequest: "Das ist eine erste Anfrage. Beantworte sie in Cal.com.",
    notConnected: "Verbinde zuerst dein Cal.com-Konto. Es wurde nichts beantwortet.",
    reconnect: "Verbinde dein Cal.com-Konto zuerst neu. Es wurde nichts beantwortet.",
    busy: "Gerade sind es zu viele Anfragen. Es wurde nichts beantwortet. Versuch es in {wait} noch einmal.",
    lost: "Ob deine Antwort an {name} angekommen ist, wissen wir noch nicht. Sende sie noch einmal: Sie zählt nur einmal.",
    inCal: "Das kann hier nicht beantwortet werden. Öffne es in Cal.com.",
    other:
      "Deine Antwort an {name} kam nicht an. Es wurde nichts beantwortet. Versuch es noch einmal.",
  },
} as const;
