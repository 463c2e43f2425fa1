/** Choosing a new time. The English sentence in `warning.notConnected` is fixed by the requirements. */
export const pick = {
  title: "Neue Zeit wählen",
  lead: "Bis du bestätigst, ändert sich nichts.",
  checked: "Geprüft {ago}",
  checking: "Wird geprüft…",
  checkAgain: "Noch einmal prüfen",
  moving: "Wird verschoben…",
  moved: "Dieser Termin wurde auf {when} verschoben",
  now: {
    label: "Der Termin, den du verschiebst",
    word: "Jetzt",
    zoneNotSet: "{zone} · deine Zeitzone ist nicht eingestellt",
    forThem: "{when} für {name}",
    forThemIn: "{when} für {name}, {city}",
    theirZoneNotSet: "Zeitzone von {name} nicht eingestellt",
  },
  card: {
    label: "Der Termin, den du verschiebst",
    now: "Jetzt",
    new: "Neu",
    choose: "Zeit wählen",
    chooseFirst: "Wähl zuerst eine Zeit",
    noChoice: "Keine Zeit gewählt",
    review: "Diese Verschiebung prüfen",
    reviewShort: "Prüfen",
    pair: "Du und {name}",
    yourTime: "Deine Zeit · {zone}",
    zoneNotSet: "{zone} · deine Zeitzone ist nicht eingestellt",
    theirTime: "{name} · {zone}",
    theirZoneNotSet: "Zeitzone von {name} nicht eingestellt",
    foot: "{name} wird benachrichtigt, sobald Cal.com den Termin verschoben hat, nicht vorher.",
  },
  month: {
    label: "Tag wählen",
    previous: "Voriger Monat",
    next: "Nächster Monat",
    today: "Heute",
    here: "Der Termin jetzt",
  },
  view: { label: "Ansicht", month: "Monat", week: "Woche" },
  week: {
    label: "Woche",
    previous: "Vorige Woche",
    next: "Nächste Woche",
    none: "Keine Zeiten",
    shared: "{count, plural, =0 {Keine gemeinsamen} other {# gemeinsam}}",
    offered: "{count, plural, =0 {Keine Zeiten} one {# Zeit} other {# Zeiten}}",
    theirTime: "{name} {time}",
    theirZoneNotSet: "{name}: keine Zeitzone",
    heard: "{day}, bis {until} deine Zeit",
    heardInZone: "{day}, bis {until} in {city}",
    you: "Du",
    lanes: "Linke Spur: du · rechte Spur: {name}",
    busy: "Belegt",
    unknown: "Nicht bekannt",
    off: "Außerhalb der Zeiten oder nicht angeboten",
    moreHours: "Frühere und spätere Stunden zeigen",
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
    taken: "Gerade vergeben",
  },
  checks: {
    label: "Was geprüft wurde",
    read: "{audience, select, mentee {{count, plural, =0 {In Cal.com gibt es keinen Kalender von dir zu prüfen} one {{ago} gelesen: # Kalender von dir} other {{ago} gelesen: # Kalender von dir}}} other {{count, plural, =0 {In Cal.com gibt es keinen Kalender von {name} zu prüfen} one {{ago} gelesen: # Kalender von {name}} other {{ago} gelesen: # Kalender von {name}}}}}",
    travel: "Reisepläne sieht Reslot nicht.",
    outOfOffice: "Abwesenheitstage sieht Reslot nicht.",
    hours:
      "{audience, select, mentee {Du hast in Cal.com keine Arbeitszeiten eingestellt, deshalb wissen wir nicht, wann du frei bist.} other {{name} hat in Cal.com keine Arbeitszeiten eingestellt, deshalb wissen wir nicht, wann {name} frei ist.}}",
  },
  warning: {
    notConnectedTitle: "Dein Kalender ist nicht verbunden",
    notConnected:
      "Ohne Zugriff können wir deinen Kalender nicht auf Überschneidungen prüfen. Die gezeigten Zeiten beruhen auf den freien Zeiten deines Coachs. Möchtest du dein Cal.com-Konto jetzt verbinden?",
    connect: "Cal.com verbinden",
    connectingShares:
      "Sobald du verbunden bist, sieht {name}, wann du belegt bist, aber nie, was du dann machst.",
    reconnectTitle: "Cal.com muss neu verbunden werden",
    reconnect:
      "Cal.com nimmt die Verbindung nicht mehr an. Bis du sie erneuerst, kann dein Kalender nicht geprüft werden, und du kannst diesen Termin nicht verschieben. Die gezeigten Zeiten beruhen auf den freien Zeiten von {name}.",
    reconnectAction: "Neu verbinden",
    tryAgain: "Noch einmal versuchen",
    continueWithout: "Ohne Kalender weiter",
    theirsTitle: "Der Kalender von {name} ist nicht verbunden",
    theirs: "Das sind deine eigenen Zeiten. Wir wissen nicht, wann {name} frei ist.",
    notSharedTitle: "Du darfst noch nicht sehen, wann {name} belegt ist",
    unreadableTitle: "Dein Kalender kann gerade nicht gelesen werden",
    unreadable: "Das sind die Zeiten von {name}. Wir wissen nicht, wann du frei bist.",
    theirsUnreadableTitle: "Der Kalender von {name} kann gerade nicht gelesen werden",
    theirsUnreadable:
      "Das sind deine eigenen Zeiten. Wir wissen nicht, wann {name} frei ist. Mit einem Grund kannst du den Termin trotzdem verschieben.",
    waitingTitle: "Dein Kalender wurde sehr oft gelesen",
    waiting:
      "Cal.com begrenzt, wie oft das geht, deshalb warten wir etwa eine Minute, bis wir ihn wieder lesen. Das sind die Zeiten von {name}. Wir wissen nicht, wann du frei bist.",
    theirsWaitingTitle: "Der Kalender von {name} wurde sehr oft gelesen",
    theirsWaiting:
      "Wie oft das geht, ist begrenzt, deshalb warten wir, bis wir ihn wieder lesen. Das sind deine eigenen Zeiten. Wir wissen nicht, wann {name} frei ist. Mit einem Grund kannst du den Termin trotzdem verschieben.",
    brokenTitle:
      "{provider, select, none {Eine Kalenderverbindung von dir in Cal.com funktioniert nicht mehr} other {Deine Verbindung zu {provider} in Cal.com funktioniert nicht mehr}}",
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
    gapThen: "Der Zeitunterschied zwischen euch beträgt dann {later}; jetzt sind es {current}.",
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
  heardToday: "heute",
  heardHere: "hier liegt der Termin jetzt",
  withLength: "{times}, je {length}",
  label: "Zeiten am {day}",
  showAll:
    "{audience, select, coach {Alle deine Zeiten zeigen} other {Alle Zeiten von {name} zeigen}}",
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
  bothFree: "beide frei",
  hereNow: "jetzt hier",
  outside: "außerhalb der Zeiten",
  busy: "{audience, select, mentee {du bist belegt} other {{name} belegt}}",
  unknown:
    "{audience, select, mentee {dein Kalender ist nicht geprüft} other {Kalender von {name} ist nicht geprüft}}",
  taken: "gerade vergeben",
  suggested: "Vorschläge",
  suggestedHint: "Passt euch beiden am besten",
  reasons: {
    sameWeekday: "Gleicher Wochentag",
    sameTime: "Gleiche Tageszeit",
    closeToOriginal: "Nahe an der jetzigen Zeit",
    daytimeForBoth: "Für beide tagsüber",
    keepsCadence: "Behält euren Rhythmus",
    notBackToBack: "Davor und danach frei",
    soonest: "Am frühesten",
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
  failed: "Die Zeiten können gerade nicht geladen werden",
  tryAgain: "Noch einmal versuchen",
} as const;
