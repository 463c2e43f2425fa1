/** The page of notifications, and the newest of them under the bell. */
export const notifications = {
  title: "Mitteilungen",
  unread: "{count, plural, =0 {Alles gelesen} other {# ungelesen}}",
  markAll: "Alle als gelesen markieren",
  new: "Ungelesen",
  today: "Heute",
  earlier: "Früher",
  cal: "Cal.com",
  was: "Vorher",
  now: "Jetzt",
  movedAtLeast:
    "„{title}“ wurde mindestens {count, plural, one {einmal} =2 {zweimal} other {#-mal}} verschoben",
  movedTimes: "„{title}“ wurde {count, plural, one {einmal} =2 {zweimal} other {#-mal}} verschoben",
  by: "{by, select, you {von dir} cal {in Cal.com} other {von {name}}}",
  inTurn: "{before}, dann {after}",
  yourTime: "deine Zeit, {city}",
  zoneNotSet: "{zone} · deine Zeitzone ist nicht eingestellt",
  loading: "Deine Mitteilungen werden geladen",
  failed: "Deine Mitteilungen können gerade nicht geladen werden.",
  seeAll: "Alle ansehen",
  empty: {
    title: "Noch keine Mitteilungen",
    body: "Wenn einer deiner Termine verschoben wird, siehst du es hier: die alte Zeit, die neue Zeit, wer ihn verschoben hat und warum.",
  },
  older: "Ältere Mitteilungen",
  first: "Zurück zu den neuesten",
} as const;
