/** Choosing the time zone in which times are shown. */
export const zone = {
  label: "Time zone",
  all: "All cities",
  yours: "{zone} (your own)",
  theirs: "{zone} ({name}’s)",
  inRegion: "{city} ({region})",
} as const;
