/** The list of meetings. */
export const meetings = {
  title: "Termine",
  zoneNotSet:
    "Deine Zeitzone ist nicht eingestellt. Jede Zeit steht in der Zeitzone der Person, die du triffst.",
  theirZoneNotSet: "Zeitzone der anderen Person nicht eingestellt",
  inTheirZone: "Zeit in {city}",
  summary: {
    upcoming:
      "{count, plural, one {# anstehender} other {# anstehende}} mit {people, plural, one {# Person} other {# Personen}}",
    past: "{count, plural, one {# im letzten Jahr} other {# im letzten Jahr}} mit {people, plural, one {# Person} other {# Personen}}",
    yourTime: "deine Zeit, {city}",
  },
  tabs: { label: "Welche Termine", upcoming: "Anstehend", past: "Vergangen" },
  search: {
    label: "Termine nach Name oder Titel suchen",
    hint: "Name, Titel",
    found: "{count, plural, =0 {Kein Termin} one {# Termin} other {# Termine}}",
    foundPast:
      "{count, plural, =0 {Kein Termin im letzten Jahr} one {# Termin im letzten Jahr} other {# Termine im letzten Jahr}}",
  },
  filters: {
    label: "Anzeigen",
    all: "Alle",
    needsMe: "Wartet auf dich",
    changed: "Diese Woche geändert",
    anyone: "Alle Personen",
    person: "{name} ({count})",
    personLabel: "Mit wem",
    apply: "Anwenden",
    day: "Nur {day}",
    clear: "Alle anzeigen",
  },
  next: {
    label: "Nächster Termin",
    in: "in {length}",
    now: "jetzt · endet in {length}",
    join: "Teilnehmen",
    joinLabel: "Teilnehmen: {name}, {when}",
  },
  news: {
    moved:
      "{by, select, cal {{title} mit {name} wurde in Cal.com auf {when} verschoben.} other {{name} hat {title} auf {when} verschoben.}}",
    asked:
      "{by, select, cal {In Cal.com wurde für {title} mit {name} eine neue Zeit angefragt: {when}.} other {{name} fragt für {title} eine neue Zeit an: {when}.}}",
    confirmed: "{title} mit {name} wurde bestätigt: {when}.",
    declined: "{title} mit {name} wurde abgelehnt: {when}.",
    cancelled: "{title} mit {name} wurde abgesagt: {when}.",
    several: "{count, plural, other {# deiner Termine haben sich geändert.}}",
  },
  today: "Heute",
  tomorrow: "Morgen",
  yesterday: "Gestern",
  onDay: "{count, plural, one {# Termin} other {# Termine}}",
  inCity: "{time} in {city}",
  forIn: "{title} · {time} für {name} in {city}",
  sameTime: "gleiche Zeit in {city}",
  late: "spät",
  early: "früh",
  night: "nachts",
  row: "{time}, {name}, {title}",
  move: "Verschieben",
  moveLabel: "{name}, {title}, {when}: verschieben",
  answer: "Antworten",
  answerLabel: "{name}, {title}, {when}: antworten",
  chips: {
    moving: "Wird verschoben…",
    answering: "Wird beantwortet…",
    movingTo: "auf {when}",
    changed: "In Cal.com geändert",
    pending: "{audience, select, coach {Wartet auf dich} other {Wartet auf {coach}}}",
    asks: "{name} bittet um diese Zeit",
    was: "vorher",
    movedBy:
      "{by, select, you {Von dir verschoben} cal {In Cal.com verschoben} other {Von {name} verschoben}}",
    confirms: "{name} bestätigt Änderungen",
    cancelled: "Abgesagt",
    rejected: "Abgelehnt",
    connects: "{name} muss Cal.com verbinden",
    reconnect: "{name} muss Cal.com neu verbinden",
    connect: "Zum Verschieben Cal.com verbinden",
    tooLate: "Zu spät zum Verschieben",
    fixed: "Hier nicht verschiebbar",
    gone: "Nicht mehr in Cal.com",
  },
  empty: {
    upcoming: {
      title: "Keine anstehenden Termine",
      body: "Neue aus Cal.com erscheinen hier innerhalb einer Minute.",
    },
    notConnected: {
      title: "Verbinde Cal.com, um deine Termine zu sehen",
      body: "Deine Termine zu zweit in Cal.com erscheinen hier, sobald es verbunden ist.",
      connect: "Cal.com verbinden",
    },
    past: {
      title: "Keine vergangenen Termine",
      body: "Termine wechseln hierher, sobald sie vorbei sind.",
    },
    none: {
      title: "Keine Termine gefunden",
      body: "{when, select, past {Gesucht wird in Namen und Titeln der Termine des letzten Jahres.} other {Gesucht wird in Namen und Titeln anstehender Termine.}}",
    },
    seePast: "Vergangene Termine",
    seeUpcoming: "Anstehende Termine",
  },
  more: {
    show: "Mehr anzeigen",
    shown: "{shown} von {total}",
    later: "Spätere Termine",
    older: "Ältere Termine",
    before: "{when, select, past {Neuere Termine} other {Frühere Termine}}",
    first: "Zurück zu den ersten",
  },
  failed: {
    title: "Deine Termine können gerade nicht geladen werden",
    retry: "Noch einmal versuchen",
  },
} as const;

/** The page of one meeting. */
export const meeting = {
  heading: "{title} mit {name}",
  facts: "Angaben",
  yourTime: "Deine Zeit · {zone}",
  zoneNotSet: "{zone} · deine Zeitzone ist nicht eingestellt",
  forPerson: "Für {name}",
  theirZoneNotSet: "Zeitzone nicht eingestellt",
  place: "Ort",
  statuses: {
    pending: "Wartet auf Bestätigung",
    cancelled: "Abgesagt",
    rejected: "Abgelehnt",
  },
  gap: "{direction, select, ahead {dir {length} voraus} other {{length} hinter dir}}",
  sameZone: "gleiche Zeit wie bei dir",
  email: "E-Mail an {name}",
  thereNow: "{zone} · dort jetzt {time}",
  links: {
    title: "Dieser Termin",
    join: "Teilnehmen",
    add: "In meinen Kalender",
    cal: "In Cal.com öffnen",
  },
  notes: { title: "Notizen" },
  others: { title: "Als Nächstes mit {name}" },
  works: {
    title: "Passt dir diese Zeit?",
    body: "{name} sieht, dass sie passt.",
    yes: "Passt mir",
    no: "Andere Zeit wählen",
    said: "{name} kann sehen, dass dir diese Zeit passt.",
    failed: "Das wurde nicht gespeichert. Prüf die Zeit des Termins, und versuch es noch einmal.",
    chip: "{audience, select, coach {{mentee} sagt, es passt} other {Du hast gesagt, es passt}}",
  },
  live: {
    moved:
      "{by, select, you {Du hast den Termin auf {when} verschoben} cal {Der Termin wurde in Cal.com auf {when} verschoben} other {{name} hat den Termin auf {when} verschoben}}",
    asked:
      "{by, select, you {Du hast für {when} angefragt} cal {In Cal.com wurde für {when} angefragt} other {{name} hat für {when} angefragt}}",
    confirmed: "Dieser Termin wurde bestätigt",
    cancelled: "Dieser Termin wurde abgesagt",
    declined: "Dieser Termin wurde abgelehnt",
    shown: "Das ist passiert, während diese Seite offen war. Sie zeigt den neuen Stand.",
  },
  reschedule: "Verschieben",
  inFlight: {
    title: "{kind, select, move {Wird verschoben…} other {Wird beantwortet…}}",
    body: "{kind, select, confirm {Cal.com hat noch nicht geantwortet, ob {when} bestätigt ist.} decline {Cal.com hat noch nicht geantwortet, ob {when} abgelehnt ist.} other {{by, select, you {Du hast für {when} angefragt.} other {{name} hat für {when} angefragt.}} Cal.com hat noch nicht geantwortet.}}",
    look: "Fortschritt ansehen",
  },
  changedUpstream: {
    title: "In Cal.com geändert",
    body: "Dieser Termin wurde in Cal.com verschoben. Du siehst seine jetzige Zeit.",
  },
  calendars: {
    title: "Kalender",
    you: "Du",
    connected: "Verbunden",
    notConnected: "Nicht verbunden",
    needsReconnect: "Muss neu verbunden werden",
    notShared: "Nicht mit dir geteilt",
    reads: "Was Reslot liest",
  },
  history: {
    title: "Verlauf",
    same: "{name} sieht denselben Verlauf",
    moved: "Verschoben",
    asked: "Angefragt",
    confirmed: "Bestätigt",
    declined: "Abgelehnt",
    by: "{by, select, you {von dir} other {von {name}}}",
    changed: "In Cal.com geändert",
    recovered:
      "Später bestätigt: Die erste Antwort von Cal.com ging verloren, deshalb haben wir das Ergebnis nachgesehen.",
    none: "Dieser Termin wurde in Reslot noch nicht verschoben.",
  },
} as const;

/** Why a meeting can’t be moved now. */
export const notMovable = {
  past: "Dieser Termin hat schon begonnen und kann deshalb nicht verschoben werden.",
  cancelled: "Dieser Termin wurde abgesagt und kann deshalb nicht verschoben werden.",
  rejected: "Dieser Termin wurde abgelehnt und kann deshalb nicht verschoben werden.",
  inProgress: "Dieser Termin wird gerade verschoben. Sieh in einer Minute noch einmal nach.",
  disabled:
    "Termine dieser Art können nicht verschoben werden. Wenn sich dieser ändern muss, öffne ihn in Cal.com.",
  noticeTooShort:
    "Die Vorlaufzeit von {coach} erlaubt es nicht mehr. Wende dich stattdessen an {coach}.",
  coachNotConnected:
    "{audience, select, coach {Verbinde zuerst dein Cal.com-Konto, dann kann dieser Termin verschoben werden.} other {Dieser Termin kann verschoben werden, sobald {coach} Cal.com verbindet.}}",
  hostMayChange:
    "Beim Verschieben könnte Cal.com diesen Termin jemand anderem geben, deshalb geht es hier nicht.",
  hostChanged:
    "Wer diesen Termin in Cal.com leitet, nutzt Reslot nicht, deshalb kann er hier nicht verschoben werden.",
  attendeeChanged:
    "Wer an diesem Termin in Cal.com teilnimmt, nutzt Reslot nicht, deshalb kann er hier nicht verschoben werden.",
  gone: "Cal.com kennt diesen Termin nicht mehr. Frag {other}, ob er noch stattfindet.",
} as const;
