/** The list of meetings. */
export const meetings = {
  title: "Termine",
  yourZone: "Zeiten in deiner Zeitzone: {zone}",
  zoneNotSet:
    "Deine Zeitzone ist nicht eingestellt. Jede Zeit ist in der Zeitzone der Person, die du triffst.",
  theirZoneNotSet: "Zeitzone der anderen Person nicht eingestellt",
  inTheirZone: "Zeit in {city}",
  tabs: { label: "Welche Termine", upcoming: "Anstehend", past: "Vergangen" },
  thisWeek: "Diese Woche",
  nextWeek: "Nächste Woche",
  inCity: "{time} in {city}",
  late: "spät",
  early: "früh",
  night: "nachts",
  with: "mit {name}",
  move: "Verschieben",
  moveLabel: "{title} am {when} verschieben",
  chips: {
    moving: "Wird verschoben…",
    changed: "In Cal.com geändert",
    pending: "{audience, select, coach {Wartet auf dich} other {Wartet auf {coach}}}",
    cancelled: "Abgesagt",
    rejected: "Abgelehnt",
  },
  empty: {
    upcoming: {
      title: "Keine anstehenden Termine",
      body: "Termine zu zweit, die in Cal.com gebucht werden, erscheinen hier von selbst.",
    },
    past: {
      title: "Keine vergangenen Termine",
      body: "Termine wechseln hierher, sobald sie vorbei sind.",
    },
    connection: "Verbindung prüfen",
    seePast: "Vergangene Termine",
    seeUpcoming: "Anstehende Termine",
  },
  more: { upcoming: "Spätere Termine", past: "Ältere Termine", first: "Zurück zu den ersten" },
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
  sameZone: "gleiche Zeit wie du",
  email: "E-Mail an {name}",
  thereNow: "{zone} · dort jetzt {time}",
  links: {
    title: "Dieser Termin",
    join: "Teilnehmen",
    add: "In meinen Kalender",
    cal: "In Cal.com öffnen",
  },
  notes: { title: "Notizen" },
  works: {
    title: "Passt dir diese Zeit?",
    body: "{name} sieht, dass sie passt.",
    yes: "Passt mir",
    no: "Andere Zeit wählen",
    said: "{name} kann sehen, dass dir diese Zeit passt.",
    failed: "Das wurde nicht gespeichert. Prüfe die Zeit des Termins und versuche es noch einmal.",
    chip: "{audience, select, coach {{mentee} sagt, es passt} other {Du hast gesagt, es passt}}",
  },
  live: {
    moved:
      "{by, select, you {Du hast den Termin auf {when} verschoben} cal {Der Termin wurde in Cal.com auf {when} verschoben} other {{name} hat den Termin auf {when} verschoben}}",
    asked:
      "{by, select, you {Du hast um {when} gebeten} cal {In Cal.com wurde um {when} gebeten} other {{name} hat um {when} gebeten}}",
    confirmed: "Dieser Termin wurde bestätigt",
    cancelled: "Dieser Termin wurde abgesagt",
    declined: "Dieser Termin wurde abgelehnt",
    shown: "Es geschah, während diese Seite offen war. Die Seite ist aktuell.",
  },
  reschedule: "Verschieben",
  inFlight: {
    title: "Wird verschoben…",
    body: "{by, select, you {Du hast um {when} gebeten.} other {{name} hat um {when} gebeten.}} Cal.com hat noch nicht geantwortet.",
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
    title: "Was geschehen ist",
    same: "{name} sieht dieselbe Liste",
    moved: "Verschoben",
    by: "{by, select, you {von dir} other {von {name}}}",
    changed: "In Cal.com geändert",
    recovered:
      "Später bestätigt: Die erste Antwort von Cal.com ging verloren, deshalb haben wir das Ergebnis nachgesehen.",
    none: "Er wurde in Reslot noch nicht verschoben.",
  },
} as const;

/** Why a meeting can’t be moved now. */
export const notMovable = {
  past: "Dieser Termin hat schon begonnen und kann deshalb nicht verschoben werden.",
  cancelled: "Dieser Termin wurde abgesagt und kann deshalb nicht verschoben werden.",
  rejected: "Dieser Termin wurde abgelehnt und kann deshalb nicht verschoben werden.",
  inProgress: "Dieser Termin wird gerade verschoben. Sieh in einer Minute noch einmal nach.",
  disabled:
    "Termine dieser Art können nicht verschoben werden. Wenn er sich ändern muss, öffne ihn in Cal.com.",
  noticeTooShort:
    "Die Vorlaufzeit von {coach} erlaubt es nicht mehr. Wende dich stattdessen an {coach}.",
  coachNotConnected:
    "{audience, select, coach {Verbinde zuerst dein Cal.com-Konto, dann kann er verschoben werden.} other {Er kann verschoben werden, sobald {coach} Cal.com verbunden hat.}}",
  hostMayChange:
    "Beim Verschieben könnte Cal.com diesen Termin jemand anderem geben, deshalb geht es hier nicht.",
  hostChanged:
    "Wer diesen Termin in Cal.com leitet, nutzt Reslot nicht, deshalb kann er hier nicht verschoben werden.",
  attendeeChanged:
    "Wer an diesem Termin in Cal.com teilnimmt, nutzt Reslot nicht, deshalb kann er hier nicht verschoben werden.",
  gone: "Cal.com kennt diesen Termin nicht mehr. Frag die andere Person, ob er noch stattfindet.",
} as const;
