/** Choosing the time zone in which times are shown. */
export const zone = {
  label: "Time zone",
  search: "Find a city",
  profile: "Your own",
  device: "This device",
  theirs: "{name}’s",
  nothing: "No city with that name.",
} as const;
