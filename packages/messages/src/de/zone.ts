/** Choosing the time zone in which times are shown. */
export const zone = {
  label: "Zeitzone",
  all: "Alle Städte",
  notSet: "{zone} (deine Zeitzone ist nicht eingestellt)",
  yours: "{zone} (deine eigene)",
  theirs: "{zone} (die von {name})",
  inRegion: "{city} ({region})",
  formerly: "{former}, jetzt {city} ({region})",
} as const;
