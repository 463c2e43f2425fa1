/** Choosing a new time. The English sentence in `warning.notConnected` is fixed by the requirements. */
export const pick = {
  title: "Neue Zeit wählen",
  facts: "{title} mit {name} · {length} · nichts ändert sich, bis du bestätigst",
  askTitle: "{name} um eine neue Zeit bitten",
  factsAsk: "{title} mit {name} · {length}",
  ask: {
    title: "{name} bestätigt jede Änderung dieses Termins",
    body: "Mit deiner Anfrage wird die jetzige Zeit sofort frei. Lehnt {name} ab, findet kein Termin statt.",
  },
  checked: "Geprüft {ago}",
  stale: "Geprüft {ago} · Cal.com ist nicht erreichbar",
  checking: "Wird geprüft…",
  checkAgain: "Neu prüfen",
  inFlight: {
    title:
      "{kind, select, move {{by, select, you {Du verschiebst diesen Termin gerade} other {{name} verschiebt diesen Termin gerade}}} other {{by, select, you {Du beantwortest gerade die Anfrage für diese Zeit} other {{name} beantwortet gerade die Anfrage für diese Zeit}}}}",
    body: "Das Ergebnis erscheint hier. Bis dahin kann keine andere Zeit gewählt werden.",
    look: "Fortschritt ansehen",
  },
  moved: "Dieser Termin wurde auf {when} verschoben",
  bar: {
    label: "Deine Wahl",
    new: "Neu",
    ask: "Anfrage für",
    review: "Diese Verschiebung prüfen",
    reviewAsk: "Deine Anfrage prüfen",
    reviewShort: "Prüfen",
  },
  now: {
    label: "Der Termin, den du verschiebst",
    word: "Jetzt",
    zoneNotSet: "{zone} · deine Zeitzone ist nicht eingestellt",
    forThem: "{when} für {name}",
    forThemIn: "{when} für {name}, {city}",
    theirZoneNotSet: "Zeitzone von {name} nicht eingestellt",
  },
  month: {
    label: "Tag wählen",
    previous: "Frühere Tage",
    next: "Spätere Tage",
    open: "Monat",
    close: "Schließen",
    today: "Heute",
    here: "Der Termin jetzt",
  },
  view: { label: "Ansicht", month: "Monat", week: "Woche", list: "Liste", day: "Tag" },
  week: {
    label: "Woche",
    previous: "Vorige Woche",
    next: "Nächste Woche",
    today: "Heute",
    meeting: "Woche des Termins",
    range: "{first} – {last}",
    todayMark: "heute",
    meetingMark: "Tag des Termins",
    shared: "{count, plural, =0 {0 gemeinsam} other {# gemeinsam}}",
    offered: "{count, plural, =0 {Keine Zeiten} one {# Zeit} other {# Zeiten}}",
    off: "Nicht da",
    past: "Vorbei",
    checking: "Wird geprüft…",
    failed: "Nicht geladen",
    couldNotLoad: "Nicht geladen",
    tryAgain: "Noch einmal",
    outside:
      "{audience, select, mentee {Außerhalb deiner Zeiten} other {Außerhalb der Zeiten von {name}}}",
    notOffered:
      "{audience, select, coach {Du bietest keine Zeiten an} other {{name} bietet keine Zeiten an}}",
    noneShared: "Keine Zeit passt euch beiden",
    someChecking:
      "bisher {times} · {count, plural, one {# Tag wird} other {# Tage werden}} geprüft",
    someFailed: "{times} · {count, plural, one {# Tag} other {# Tage}} nicht geladen",
    allFailed: "{count, plural, one {# Tag} other {# Tage}} nicht geladen",
    asText: "Diese Woche als Text lesen",
    dayText: "{day}: {facts}",
    theirTime: "{name} {time}",
    theirZoneNotSet: "{name}: keine Zeitzone",
    heard: "{day}, bis {until} deine Zeit",
    heardInZone: "{day}, bis {until} in {city}",
    you: "Du",
    marks: {
      busy: "Belegt",
      unknown: "Nicht bekannt",
      off: "Außerhalb der Zeiten oder nicht angeboten",
      free: "Frei oder angeboten",
    },
    facts: {
      myBusy: "du bist {times} belegt",
      theirBusy: "{name} ist {times} belegt",
      myOff: "{times} außerhalb deiner Zeiten",
      theirOff: "{times} außerhalb der Zeiten von {name}",
      myUnknown: "dein Kalender ist {times} nicht bekannt",
      theirUnknown: "der Kalender von {name} ist {times} nicht bekannt",
      mineNotOffered: "du bietest {times} nichts an",
      theirsNotOffered: "{name} bietet {times} nichts an",
      meeting: "{times} ({title})",
      wholeDay: "den ganzen Tag",
    },
    showHours: "Einblenden: {hours}",
    hiddenHours:
      "{odd, select, early {{times} · früh für {name}} late {{times} · spät für {name}} night {{times} · nachts für {name}} other {{audience, select, mentee {{times} · außerhalb deiner Zeiten} other {{times} · außerhalb der Zeiten von {name}}}}}",
    fewerHours: "Weniger Stunden zeigen",
  },
  legend: {
    label: "Was die Zeichen bedeuten",
    mutual: "Beide frei",
    menteeBusy: "{audience, select, mentee {Du bist belegt} other {{name} belegt}}",
    outsideMenteeHours:
      "{audience, select, mentee {Außerhalb deiner Zeiten} other {Außerhalb der Zeiten von {name}}}",
    menteeUnknown:
      "{audience, select, mentee {{name} frei, dein Kalender nicht geprüft} other {Du frei, Kalender von {name} nicht geprüft}}",
    current: "Der Termin jetzt",
    selected: "Deine Wahl",
    taken: "Wurde vergeben",
  },
  checks: {
    label: "Was geprüft wurde",
    read: "{audience, select, mentee {{count, plural, =0 {In Cal.com gibt es keinen Kalender von dir zu prüfen} one {Gelesen {ago}: # Kalender von dir} other {Gelesen {ago}: # Kalender von dir}}} other {{count, plural, =0 {In Cal.com gibt es keinen Kalender von {name} zu prüfen} one {Gelesen {ago}: # Kalender von {name}} other {Gelesen {ago}: # Kalender von {name}}}}}",
    travel: "Reisepläne sieht Reslot nicht.",
    outOfOffice: "Abwesenheitstage sieht Reslot nicht.",
    hours:
      "{audience, select, mentee {Du hast in Cal.com keine Arbeitszeiten eingestellt, deshalb wissen wir nicht, wann du frei bist.} other {{name} hat in Cal.com keine Arbeitszeiten eingestellt, deshalb wissen wir nicht, wann {name} frei ist.}}",
  },
  warning: {
    notConnectedTitle: "Dein Kalender ist nicht verbunden",
    notConnected:
      "Ohne Zugriff können wir deinen Kalender nicht prüfen. Du siehst die freien Zeiten deines Coachs. Möchtest du dein Cal.com-Konto jetzt verbinden?",
    connect: "Cal.com verbinden",
    connectingShares: "{name} sieht dann, wann du belegt bist, nie, womit.",
    reconnectTitle: "Cal.com muss neu verbunden werden",
    reconnect:
      "Cal.com nimmt die Verbindung nicht mehr an. Bis du sie erneuerst, kann dein Kalender nicht geprüft werden, und du kannst diesen Termin nicht verschieben. Die gezeigten Zeiten beruhen auf den freien Zeiten von {name}.",
    reconnectAction: "Neu verbinden",
    tryAgain: "Noch einmal",
    theirsTitle: "Der Kalender von {name} ist nicht verbunden",
    theirsReconnectTitle: "{name} muss Cal.com neu verbinden",
    theirs: "Das sind deine eigenen Zeiten. Wir wissen nicht, wann {name} frei ist.",
    notSharedTitle: "Du darfst noch nicht sehen, wann {name} belegt ist",
    unreadableTitle: "Dein Kalender kann gerade nicht gelesen werden",
    unreadable: "Das sind die Zeiten von {name}. Wir wissen nicht, wann du frei bist.",
    theirsUnreadableTitle: "Der Kalender von {name} kann gerade nicht gelesen werden",
    theirsUnreadable:
      "Das sind deine eigenen Zeiten. Wir wissen nicht, wann {name} frei ist. Mit einem Grund kannst du den Termin trotzdem verschieben.",
    waitingTitle: "Dein Kalender wurde sehr oft gelesen",
    waiting:
      "Cal.com begrenzt, wie oft das geht, deshalb warten wir etwa {wait}, bis wir ihn wieder lesen. Das sind die Zeiten von {name}. Wir wissen nicht, wann du frei bist.",
    theirsWaitingTitle: "Der Kalender von {name} wurde sehr oft gelesen",
    theirsWaiting:
      "Wie oft das geht, ist begrenzt, deshalb warten wir etwa {wait}, bis wir ihn wieder lesen. Das sind deine eigenen Zeiten. Wir wissen nicht, wann {name} frei ist. Mit einem Grund kannst du den Termin trotzdem verschieben.",
    brokenTitle:
      "{provider, select, none {Eine Kalenderverbindung in deinem Cal.com-Konto funktioniert nicht mehr} other {Deine Verbindung zu {provider} in Cal.com funktioniert nicht mehr}}",
    broken:
      "Bis sie wieder verbunden ist, kann dein Kalender nicht geprüft werden. Das sind die Zeiten von {name}. Wir wissen nicht, wann du frei bist.",
    mend: "In Cal.com neu verbinden",
    theirsBrokenTitle:
      "{provider, select, none {Eine Kalenderverbindung von {name} in Cal.com funktioniert nicht mehr} other {Die Verbindung von {name} zu {provider} in Cal.com funktioniert nicht mehr}}",
    nothingTitle: "Kein Kalender von dir wird geprüft",
    nothing:
      "In Cal.com ist keiner ausgewählt. Deine Arbeitszeiten und deine Buchungen in Cal.com zählen, aber wir wissen nicht, wann du frei bist.",
    addCalendar: "In Cal.com einen Kalender hinzufügen",
    theirsNothingTitle: "{name} hat keinen Kalender, der geprüft wird",
    theirsNothing:
      "Die Arbeitszeiten und Cal.com-Buchungen von {name} zählen, aber wir wissen nicht, wann {name} frei ist.",
    clockChange: "Zwischen der jetzigen und der neuen Zeit werden die Uhren in {city} umgestellt",
    gapThen: "Zwischen euch liegen dann {later} Zeitunterschied statt jetzt {current}",
    lengthChanged: "Cal.com macht diesen Termin vielleicht {to} lang; gebucht wurde er mit {from}",
  },
} as const;

/** The times on offer, and how each of them suits both people. */
export const slots = {
  checking: "Wird geprüft…",
  shared:
    "{count, plural, =0 {Keine gemeinsamen Zeiten} one {# gemeinsame Zeit} other {# gemeinsame Zeiten}}",
  offered:
    "{audience, select, coach {{count, plural, =0 {Keine Zeiten} one {# Zeit von dir} other {# Zeiten von dir}}} other {{count, plural, =0 {Keine Zeiten} one {# Zeit von {name}} other {# Zeiten von {name}}}}}",
  moreShared: "Mehr Striche, mehr gemeinsame Zeiten",
  moreOffered:
    "{audience, select, coach {Mehr Striche, mehr Zeiten von dir} other {Mehr Striche, mehr Zeiten von {name}}}",
  withLength: "{times}, je {length}",
  timesChanged:
    "{audience, select, coach {Deine Zeiten haben sich geändert; {count, plural, =0 {jetzt keine} other {jetzt #}}} other {Die Zeiten von {name} haben sich geändert; {count, plural, =0 {jetzt keine} other {jetzt #}}}}",
  label: "Zeiten am {day}",
  showAll: "{audience, select, coach {Alle deine Zeiten} other {Alle Zeiten von {name}}}",
  morning: "Vormittag",
  afternoon: "Nachmittag",
  evening: "Abend",
  yourZone: "deine Zeit, {zone}",
  zoneNotSet: "{zone}, deine Zeitzone ist nicht eingestellt",
  heardDay: "{day}, deine Zeit",
  heardDayInZone: "{day}, in {city}",
  forPerson: "{time} für {name}",
  theirZoneNotSet: "Zeitzone von {name} nicht eingestellt",
  late: "spät",
  early: "früh",
  night: "nachts",
  bothFree: "beide frei",
  hereNow: "jetzt hier",
  outside: "außerhalb der Zeiten",
  busy: "{audience, select, mentee {du bist belegt} other {{name} belegt}}",
  unknown:
    "{audience, select, mentee {dein Kalender ist nicht geprüft} other {Kalender von {name} ist nicht geprüft}}",
  taken: "wurde vergeben",
  wereTaken: "{count, plural, one {{when} wurde vergeben.} other {# Zeiten wurden vergeben.}}",
  goodNear: "Gute Zeiten rund um {day}",
  offeredNear:
    "{audience, select, coach {Du bist rund um {day} frei} other {{name} ist rund um {day} frei}}",
  reasons: {
    sameWeekday: "{time} · gleicher Wochentag",
    sameTime: "{time} · gleiche Uhrzeit",
    sameDay: "{time} · gleicher Tag",
    earlier: "{time} · {count, plural, one {einen Tag} other {# Tage}} früher",
    later: "{time} · {count, plural, one {einen Tag} other {# Tage}} später",
    daytimeForBoth: "{time} · für beide tagsüber",
    keepsCadence: "{time} · behält euren Rhythmus",
    notBackToBack: "{time} · mit Puffer",
    soonest: "{time} · am frühesten",
    taken: "{time} · wurde vergeben",
  },
  noShared: {
    day: "An diesem Tag passt keine Zeit in beide Kalender.",
    week: "In dieser Woche passt keine Zeit in beide Kalender.",
  },
  noOffered: {
    day: "{audience, select, coach {Du bietest an diesem Tag keine Zeiten an.} other {{name} bietet an diesem Tag keine Zeiten an.}}",
    week: "{audience, select, coach {Du bietest in dieser Woche keine Zeiten an.} other {{name} bietet in dieser Woche keine Zeiten an.}}",
  },
  hidden:
    "{count, plural, one {{name} bietet # Zeit an, und sie passt nicht in deinen Kalender.} other {{name} bietet # Zeiten an, und keine passt in deinen Kalender.}}",
  nextShared: "Nächste gemeinsame Zeit: {when}",
  nextOffered: "Nächste Zeit: {when}",
  noneAhead:
    "{audience, select, coach {Du bietest in den nächsten zwei Monaten keine Zeiten an.} other {{name} bietet in den nächsten zwei Monaten keine Zeiten an.}}",
  noSharedAhead: "In den nächsten zwei Monaten passt keine Zeit in beide Kalender.",
  shifted:
    "{audience, select, coach {Deine Zeiten haben sich geändert: Am {time} beginnt nichts mehr.} other {Die Zeiten von {name} haben sich geändert: Am {time} beginnt nichts mehr.}}",
  nearest: "Am nächsten: {when}",
  failed: "Die Zeiten können gerade nicht geladen werden",
  tryAgain: "Noch einmal versuchen",
} as const;
