/** Words of the frame around every page, and of pages that stand alone. */
export const frame = {
  product: "Reslot",
  skip: "Skip to content",
  nav: { label: "Main", meetings: "Meetings", settings: "Settings" },
  theme: {
    label: "Colours",
    light: "Light",
    dark: "Dark",
    system: "As this device",
    button: (current: string) => `Colours: ${current}. Change`,
  },
  bell: (unread: number) => (unread === 0 ? "Notifications" : `Notifications, ${unread} unread`),
  goToMeetings: "Go to your meetings",
  tryAgain: "Try again",
  notFound: {
    title: "This meeting is not here",
    body: "The address is wrong, or the meeting is not yours to see. Nothing was changed.",
  },
  broken: {
    title: "Something broke on our side",
    body: "No meeting was moved by this. Try again; what is saved stays saved.",
    reference: (digest: string) => `Reference ${digest}, if you write to us`,
  },
  offline: {
    title: "You are offline.",
    body: "Times may have changed since, so moving is paused. We check again by ourselves when the connection is back.",
  },
  zone: {
    label: "Time zone",
    search: "Find a city",
    profile: "Your own",
    device: "This device",
    other: (name: string) => `${name}’s`,
    nothing: "No city by that name.",
    button: (zone: string) => `Times in ${zone}. Change the time zone`,
  },
} as const;
