/** One entry for each error code: what happened, which is a heading too, and what to do next. */
export const errors = {
  codes: {
    UNAUTHENTICATED: {
      what: "{kind, select, scope {Dieser API-Schlüssel hat das Recht {scope} nicht} noScope {API-Schlüssel können dafür nicht verwendet werden} other {Du bist nicht angemeldet}}",
      next: "{kind, select, scope {Nimm einen Schlüssel, der es hat.} noScope {Melde dich stattdessen an.} other {Melde dich an, und versuch es noch einmal.}}",
    },
    ADDRESS_NEEDED: {
      what: "{kind, select, taken {Deine E-Mail-Adresse gehört hier schon zu einem anderen Konto} other {Dein Konto hat keine bestätigte E-Mail-Adresse}}",
      next: "{kind, select, taken {Melde dich mit dem anderen Konto an, oder bestätige in diesem eine andere Adresse.} other {Bestätige eine Adresse in deinem Konto, und versuch es dann noch einmal: Termine werden über sie gefunden.}}",
    },
    NOT_FOUND: {
      what: "{kind, select, notification {Diese Mitteilung gibt es nicht} move {Diese Verschiebung gibt es nicht} operation {Diesen Vorgang gibt es nicht} person {Du hast keinen Termin mit dieser Person} other {Diesen Termin gibt es nicht, oder du gehörst nicht zu ihm}}",
      next: "{audience, select, program {Prüf die Adresse und die Kennungen, die du gesendet hast.} other {Prüf die Adresse, oder geh zu deinen Terminen.}}",
    },
    INVALID_INPUT: {
      what: "Ein Teil der Anfrage ist ungültig",
      next: "{audience, select, coach {Wähl die Zeit noch einmal.} mentee {Wähl die Zeit noch einmal.} program {Berichtige die Felder, die in den Details stehen, und versuch es noch einmal.} other {Prüf deine Eingabe, und versuch es noch einmal.}}",
    },
    END_MISMATCH: {
      what: "{audience, select, program {Das Ende passt nicht zur Dauer des Termins} other {Termine dieser Art haben jetzt eine andere Dauer}}",
      next: "{audience, select, program {Sende ein Ende, das zur Dauer in den Details passt.} other {Lade die Seite neu, und wähl die Zeit noch einmal.}}",
    },
    IN_THE_PAST: {
      what: "{kind, select, past {Dieser Termin hat schon begonnen und kann deshalb nicht verschoben werden} other {Diese Zeit ist schon vorbei}}",
      next: "Wähl eine spätere Zeit.",
    },
    NO_CHANGE: {
      what: "Der Termin liegt schon zu dieser Zeit",
      next: "Wähl eine andere Zeit, um ihn zu verschieben.",
    },
    BOOKING_CHANGED: {
      what: "{kind, select, cancelled {Dieser Termin wurde abgesagt und kann deshalb nicht verschoben werden} rejected {Dieser Termin wurde abgelehnt und kann deshalb nicht verschoben werden} other {{audience, select, program {Der Termin hat sich geändert, seit du ihn gelesen hast} other {Dieser Termin hat sich geändert, seit du ihn geöffnet hast}}}}",
      next: "{audience, select, program {Lies ihn noch einmal, und entscheide nach seiner jetzigen Zeit.} other {Behalte seine jetzige Zeit, oder wähl eine andere.}}",
    },
    RESCHEDULE_IN_PROGRESS: {
      what: "Dieser Termin wird gerade verschoben",
      next: "Sieh in einer Minute noch einmal nach.",
    },
    SLOT_TAKEN: {
      what: "{kind, select, notOffered {{audience, select, coach {Du kannst zu dieser Zeit nicht gebucht werden} mentee {{coach} kann zu dieser Zeit nicht gebucht werden} other {Diese Zeit kann nicht gebucht werden}}} other {{audience, select, coach {Du bist zu dieser Zeit nicht mehr frei} mentee {{coach} ist zu dieser Zeit nicht mehr frei} other {Diese Zeit wurde gerade vergeben}}}}",
      next: "Wähl eine andere Zeit.",
    },
    MENTEE_CONFLICT: {
      what: "{audience, select, coach {{kind, select, outsideMenteeHours {Diese Zeit liegt außerhalb der Arbeitszeiten von {mentee}} menteeUnknown {Der Kalender von {mentee} kann nicht gelesen werden, deshalb wissen wir nicht, ob diese Zeit passt} other {Im Kalender von {mentee} gibt es zu dieser Zeit eine Überschneidung}}} mentee {{kind, select, outsideMenteeHours {Diese Zeit liegt außerhalb deiner Arbeitszeiten} other {In deinem Kalender gibt es zu dieser Zeit eine Überschneidung}}} other {{kind, select, menteeUnknown {Der Kalender des Mentees konnte nicht gelesen werden} other {Im Kalender des Mentees gibt es zu dieser Zeit eine Überschneidung}}}}",
      next: "{audience, select, coach {Wähl eine andere Zeit, oder gib einen Grund an, und verschieb den Termin trotzdem.} mentee {Wähl eine andere Zeit, oder bestätige, dass du diese trotzdem willst.} other {Wähl eine andere Zeit, oder sende sie noch einmal mit overrideConflict.}}",
    },
    OUTSIDE_BOOKING_WINDOW: {
      what: "{audience, select, coach {Diese Zeit liegt außerhalb der Tage, an denen du gebucht werden kannst} mentee {Diese Zeit liegt außerhalb der Tage, an denen {coach} gebucht werden kann} other {Diese Zeit liegt außerhalb der buchbaren Tage}}",
      next: "Wähl einen anderen Tag.",
    },
    NOTICE_TOO_SHORT: {
      what: "{audience, select, coach {Deine Vorlaufzeit erlaubt diese Verschiebung nicht} mentee {Die Vorlaufzeit von {coach} erlaubt diese Verschiebung nicht} other {Die Vorlaufzeit erlaubt diese Verschiebung nicht}}",
      next: "{audience, select, coach {Wähl eine spätere Zeit, oder wende dich an {mentee}.} mentee {Wähl eine spätere Zeit, oder wende dich an {coach}.} other {Wähl eine spätere Zeit.}}",
    },
    RESCHEDULE_DISABLED: {
      what: "Termine dieser Art können nicht verschoben werden",
      next: "Wenn sich dieser ändern muss, öffne ihn in Cal.com.",
    },
    LIMIT_REACHED: {
      what: "{audience, select, coach {Du hast deine Höchstzahl an Terminen für diesen Tag oder diese Woche erreicht} mentee {{coach} hat die Höchstzahl an Terminen für diesen Tag oder diese Woche erreicht} other {Die Höchstzahl an Terminen für diesen Tag oder diese Woche ist erreicht}}",
      next: "Wähl einen anderen Tag.",
    },
    UNSUPPORTED_BOOKING: {
      what: "{kind, select, cancelled {Dieser Termin wurde abgesagt und kann deshalb nicht verschoben werden} rejected {Dieser Termin wurde abgelehnt und kann deshalb nicht verschoben werden} noEventType {Den Termintyp gibt es in Cal.com nicht mehr, deshalb kann der Termin nicht verschoben werden} hostMayChange {Cal.com könnte diesen Termin jemand anderem geben, deshalb kann er hier nicht verschoben werden} hostChanged {Wer diesen Termin in Cal.com leitet, nutzt Reslot nicht, deshalb kann er hier nicht verschoben werden} attendeeChanged {Wer an diesem Termin in Cal.com teilnimmt, nutzt Reslot nicht, deshalb kann er hier nicht verschoben werden} other {Dieser Termin kann in Reslot nicht verschoben werden}}",
      next: "Öffne ihn stattdessen in Cal.com.",
    },
    GONE: {
      what: "Cal.com kennt diesen Termin nicht mehr",
      next: "Sieh in deinem Kalender nach, oder frag {audience, select, coach {{mentee}} mentee {{coach}} other {die andere Person}}, ob er noch stattfindet.",
    },
    TIME_ZONE_MISMATCH: {
      what: "Die Zeit, die du gesehen hast, ist nicht die, die gebucht worden wäre",
      next: "{audience, select, program {Vergleich beide Zeiten in den Details.} other {Prüf deine Zeitzone, lade dann die Seite neu, und wähl die Zeit noch einmal.}}",
    },
    CAL_NOT_CONNECTED: {
      what: "{kind, select, own {Dein Cal.com-Konto ist nicht verbunden} theirs {Das Cal.com-Konto von {other} ist nicht verbunden} other {Cal.com ist nicht verbunden}}",
      next: "{kind, select, own {Verbinde es in den Kalendereinstellungen, und versuch es dann noch einmal.} theirs {Bitte {other}, es zu verbinden, und versuch es dann noch einmal.} other {Verbinde es, und versuch es dann noch einmal.}}",
    },
    CAL_RECONNECT_REQUIRED: {
      what: "{kind, select, own {Cal.com nimmt die Verbindung zu deinem Konto nicht mehr an} theirs {Cal.com nimmt die Verbindung zum Konto von {other} nicht mehr an} other {Cal.com nimmt die Verbindung nicht mehr an}}",
      next: "{kind, select, own {Verbinde es in den Kalendereinstellungen neu, und versuch es dann noch einmal.} theirs {Bitte {other}, es neu zu verbinden, und versuch es dann noch einmal.} other {Verbinde Cal.com neu, und versuch es dann noch einmal.}}",
    },
    CAL_RATE_LIMITED: {
      what: "Cal.com begrenzt gerade unsere Anfragen",
      next: "Versuch es in {wait} noch einmal.",
    },
    CAL_UNAVAILABLE: {
      what: "Cal.com ist gerade nicht erreichbar",
      next: "Versuch es gleich noch einmal.",
    },
    RATE_LIMITED: {
      what: "{kind, select, moves {Vorerst zu viele Verschiebungen} other {Vorerst zu viele Anfragen}}",
      next: "Versuch es in {wait} noch einmal.",
    },
    SERVICE_BUSY: {
      what: "{kind, select, calBudget {Ein Kalender wird gerade sehr oft gelesen, deshalb warten wir, bis wir Cal.com wieder fragen} coachNotConnected {{audience, select, coach {Dein Cal.com-Konto ist nicht verbunden, deshalb können deine Zeiten nur einmal in der Minute gelesen werden} mentee {Das Cal.com-Konto von {coach} ist nicht verbunden, deshalb können Zeiten nur einmal in der Minute gelesen werden} other {Cal.com ist nicht verbunden, deshalb können Zeiten nur einmal in der Minute gelesen werden}}} other {Wir sind gerade ausgelastet}}",
      next: "{kind, select, coachNotConnected {{audience, select, coach {Verbinde es in den Kalendereinstellungen, oder versuch es in {wait} noch einmal.} mentee {Bitte {coach}, es zu verbinden, oder versuch es in {wait} noch einmal.} other {Versuch es in {wait} noch einmal.}}} other {Versuch es in {wait} noch einmal.}}",
    },
    FORBIDDEN_ORIGIN: {
      what: "Diese Anfrage kam nicht von einer Seite von Reslot",
      next: "{audience, select, program {Sende sie vom eigenen Ursprung der App, oder nimm einen API-Schlüssel.} other {Lade die Seite neu, und versuch es noch einmal.}}",
    },
    IDEMPOTENCY_KEY_REUSED: {
      what: "{audience, select, program {Diese attemptUlid wurde schon für eine andere Verschiebung verwendet} other {Diese Verschiebung wurde schon gesendet, mit anderen Angaben}}",
      next: "{audience, select, program {Nimm für jede Verschiebung eine neue attemptUlid.} other {Lade die Seite neu, und wähl die Zeit noch einmal.}}",
    },
    INTERNAL: {
      what: "Bei uns ist etwas schiefgegangen",
      next: "{audience, select, program {Lies den Termin, um zu sehen, wo er jetzt liegt, und versuch es dann noch einmal.} other {Lade die Seite neu, um zu sehen, wo der Termin jetzt liegt, und versuch es dann noch einmal.}}",
    },
  },
  sentence: "{what}.",
  outcome: {
    stays: "Der Termin bleibt am {when}.",
    notMoved: "Der Termin wurde nicht verschoben.",
    moveNotMade:
      "{audience, select, program {Die Verschiebung wurde nicht ausgeführt.} other {Deine Verschiebung wurde nicht ausgeführt.}}",
    isNow: "Er liegt jetzt am {when}, und deine Verschiebung wurde nicht ausgeführt.",
    nothingChanged: "Nichts wurde geändert.",
  },
  /** Within "Try again in …". */
  wait: {
    aMinute: "einer Minute",
    seconds: "{count, plural, one {# Sekunde} other {# Sekunden}}",
    minutes: "{count, plural, one {# Minute} other {# Minuten}}",
    hours: "{count, plural, one {# Stunde} other {# Stunden}}",
    days: "{count, plural, one {# Tag} other {# Tagen}}",
  },
} as const;
