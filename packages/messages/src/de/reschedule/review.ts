/** The last look at a move before it is made. */
export const review = {
  back: "Zurück zu den Zeiten",
  title: "Auf {when} verschieben?",
  askTitle: "Bei {name} für {when} anfragen?",
  subtitle: "{title} mit {name}",
  table: {
    caption: "Alte und neue Zeit für beide",
    who: "Wer",
    now: "Jetzt",
    new: "Neu",
    was: "Vorher",
    asked: "Angefragt",
    you: "Du",
    zoneNotSet: "{zone}, deine Zeitzone ist nicht eingestellt",
    theirZoneNotSet: "Zeitzone nicht eingestellt",
  },
  chips: {
    bothFree: "Beide frei",
    busy: "{audience, select, mentee {Du bist dann belegt} other {{name} scheint dann belegt zu sein}}",
    outside:
      "{audience, select, mentee {Außerhalb deiner Zeiten} other {Außerhalb der Zeiten von {name}}}",
    unknown:
      "{audience, select, mentee {Dein Kalender: nicht geprüft} other {Kalender von {name}: nicht geprüft}}",
    gone: "Nicht mehr angeboten",
    mustConfirm: "{name} muss bestätigen",
    eitherLength: "{length} oder {other}",
    bookedAs: "Gebucht mit {length}",
  },
  override: {
    when: "{day}, {range} (Ortszeit {city})",
    busy: "{audience, select, mentee {Du bist am {when} belegt} other {{name} scheint am {when} belegt zu sein}}",
    outside:
      "{audience, select, mentee {{when} liegt außerhalb deiner Zeiten} other {{when} liegt außerhalb der Zeiten von {name}}}",
    unread:
      "{audience, select, mentee {Dein Kalender kann nicht gelesen werden, deshalb wissen wir nicht, ob du am {when} frei bist} other {Der Kalender von {name} kann nicht gelesen werden, deshalb wissen wir nicht, ob {name} am {when} frei ist}}",
    body: "Das sehen wir, aber nicht, warum.",
    nearby: "Zeiten in der Nähe, die euch beiden passen:",
    check: "Trotzdem verschieben",
    note: "{audience, select, mentee {Es ist dein eigener Kalender, also entscheidest du.} other {{name} erfährt, dass du diese Zeit trotzdem gewählt hast.}}",
    needed: "Hak zuerst „Trotzdem verschieben“ an, oder wähl eine andere Zeit.",
  },
  gone: {
    title: "Diese Zeit wird nicht mehr angeboten",
    body: "Dein Termin wurde nicht verschoben. Wähl eine andere Zeit.",
  },
  reason: {
    label: "Grund",
    optional: "optional",
    required: "für diese Zeit nötig",
    hint: "{name} sieht ihn, und er bleibt im Verlauf.",
    frequent: "Häufig genutzt",
    clash: "Terminkonflikt",
    ill: "Krank",
    travel: "Unterwegs",
    missing: "Gib einen Grund an. {name} sieht ihn.",
    count: "{used, number}/{max, number}",
  },
  submit: "Auf {when} verschieben",
  submitAnyway: "Trotzdem auf {when} verschieben",
  submitAsk: "Für {when} anfragen",
  asking: "Wird angefragt…",
  askingNote: "Wir bitten Cal.com, den Termin zu verschieben.",
  moving: "Wird verschoben…",
  movingNote:
    "Wir bitten Cal.com, deinen Termin zu verschieben. Er bleibt, wo er ist, bis Cal.com zustimmt.",
  another: "Andere Zeit wählen",
  keep: "Jetzige Zeit behalten",
  giveUp: {
    title: "Deine jetzige Zeit wird sofort frei, nicht erst später",
    body: "{current} wird frei, sobald du anfragst. Lehnt {name} ab oder kommt vor {when} keine Antwort, findet kein Termin statt.",
    check: "Mir ist klar, dass {current} frei wird",
    needed: "Hak zuerst das Kästchen an: Deine jetzige Zeit wird frei.",
  },
  maybe: {
    title: "Noch ist nicht bekannt, ob {name} die neue Zeit bestätigen muss",
    body: "Wenn ja, wird deine jetzige Zeit sofort frei, und lehnt {name} ab, findet kein Termin statt.",
  },
  sees: {
    title: "Was {name} sieht",
    moved: "Verschoben auf {when}",
    was: "vorher {when}",
    note: "In Reslot und per E-Mail, in der Ortszeit von {city}. Cal.com aktualisiert auch beide Kalender.",
    noteNoZone: "In Reslot und per E-Mail. Cal.com aktualisiert auch beide Kalender.",
  },
  happens: {
    title: "Was dann passiert",
    asked: "{name} wird gefragt",
    askedNote: "per E-Mail und in Reslot",
    notCertain: "Die neue Zeit ist noch nicht sicher",
    kept: "niemand sonst kann sie für diese Art von Termin buchen, solange {name} überlegt",
    open: "jemand anderes kann sie nehmen, bevor {name} antwortet",
    answer: "Du erfährst die Antwort",
    answerNote: "bestätigt oder abgelehnt",
  },
} as const;

/** The result of a move. */
export const result = {
  moved: {
    title: "Verschoben auf {when}",
    body: "Cal.com hat die Buchung verschoben. {name} wird benachrichtigt.",
  },
  awaiting: {
    title: "Angefragt für {when}",
    body: "Die alte Zeit ist freigegeben. {audience, select, coach {Du musst die neue bestätigen, damit sie gilt.} other {{name} muss die neue bestätigen, damit sie gilt.}}",
  },
  confirming: {
    title: "Wird mit Cal.com geklärt",
    body: "Die Verschiebung ist gesendet, aber Cal.com hat noch nicht geantwortet. Dein Termin liegt zur alten oder zur neuen Zeit, nie zu beiden.",
    sent: "An Cal.com gesendet",
    waiting: "Warten auf die Antwort",
    waitingNote: "Wir sehen bei Cal.com nach, statt noch einmal zu senden.",
    afterwards: "Hier speichern und {name} benachrichtigen",
    close: "Du kannst diese Seite schließen. Auf der Seite des Termins steht dann das Ergebnis.",
  },
  unknown: {
    title: "Diese Verschiebung hat uns nicht erreicht",
    body: "Dein Termin wurde nicht verschoben. Deine Wahl ist noch da; sende sie noch einmal.",
    again: "Noch einmal prüfen",
  },
  failed: "Dein Termin wurde nicht verschoben",
  notMovable: "Dieser Termin kann nicht verschoben werden",
  see: "Termin ansehen",
  toMeetings: "Zu den Terminen",
  moveBack: "Zurückverschieben",
  moveBackNote:
    "Beim Zurückverschieben wird wieder {when} gebucht, falls diese Zeit noch frei ist. Cal.com schickt euch beiden noch einmal eine E-Mail.",
} as const;

/** Why a move was refused, beside what the code's own words say. */
export const refusal = {
  taken: "{time} wurde gerade vergeben",
  notOffered: "{time} kann nicht mehr gebucht werden",
  stays:
    "{reason, select, kept {Dein Termin bleibt am {when}, und dein Grund ist noch da.} other {Dein Termin bleibt am {when}.}}",
  moved: "Dieser Termin wurde auf {when} verschoben",
  nearest: "Nächstgelegene Zeiten:",
  keep: "Diese Zeit behalten",
  /** The buttons that lead on. */
  next: {
    chooseAnother: "Andere Zeit wählen",
    connect: "Cal.com verbinden",
    reconnect: "Cal.com neu verbinden",
    goToMeetings: "Zu deinen Terminen",
    openMeeting: "Termin ansehen",
    reload: "Neu laden",
    retry: "Noch einmal versuchen",
    signIn: "Anmelden",
    wait: "Termin ansehen",
  },
} as const;
