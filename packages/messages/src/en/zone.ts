/** Choosing the time zone in which times are shown. */
export const zone = {
  label: "Time zone",
  all: "All cities",
  notSet: "{zone} (your time zone is not set)",
  yours: "{zone} (your own)",
  theirs: "{zone} ({name}’s)",
  inRegion: "{city} ({region})",
  formerly: "{former}, now {city} ({region})",
} as const;
