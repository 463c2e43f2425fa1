/** Words of the frame around every page. */
export const frame = {
  tryAgain: "Try again",
  offline: { title: "You’re offline." },
  zone: {
    label: "Time zone",
    search: "Find a city",
    profile: "Your own",
    other: (name: string) => `${name}’s`,
  },
} as const;
