import type { NotMovableReason } from "@reslot/api";

/** Words of the meetings list and of one meeting's page. */
export const meetings = {
  title: "Meetings",
  timesAre: (zone: string) => `Times are yours: ${zone}`,
  tabs: { label: "Which meetings", upcoming: "Upcoming", past: "Past" },
  thisWeek: "This week",
  nextWeek: "Next week",
  inCity: (time: string, city: string) => `${time} in ${city}`,
  late: "late",
  early: "early",
  with: (name: string) => `with ${name}`,
  move: "Move",
  moveLabel: (title: string, when: string) => `Move ${title} on ${when}`,
  view: "View",
  viewLabel: (title: string, when: string) => `View ${title} on ${when}`,
  chips: {
    moving: "Moving…",
    changed: "Changed in Cal.com",
    pending: (name: string) => `Waiting for ${name}`,
    pendingYou: "Waiting for you",
    cancelled: "Cancelled",
    rejected: "Declined",
  },
  empty: {
    upcoming: {
      title: "No meetings ahead",
      body: "1:1 meetings booked in Cal.com appear here by themselves. There is nothing to import.",
    },
    past: { title: "No past meetings", body: "What has been stays here for you to look up." },
    connection: "Check your connection",
    seePast: "Past meetings",
    seeUpcoming: "Upcoming meetings",
  },
  more: { upcoming: "Later meetings", past: "Older meetings", first: "Back to the first" },
  failed: "Your meetings can’t be shown right now",
} as const;

/** Words of one meeting's page. */
export const meeting = {
  back: "Meetings",
  facts: "Facts",
  yourTime: (zone: string) => `Your time · ${zone}`,
  forPerson: (name: string) => `For ${name}`,
  with: "With",
  length: "Length",
  status: "Status",
  roles: { coach: "Coach", mentee: "Mentee" },
  statuses: {
    accepted: "Confirmed",
    pending: "Waiting to be confirmed",
    cancelled: "Cancelled",
    rejected: "Declined",
  },
  gap: (length: string, isAhead: boolean) => `${length} ${isAhead ? "ahead of" : "behind"} you`,
  sameZone: "the same time as you",
  reschedule: "Reschedule",
  moving: {
    title: "Moving it",
    allowed: (name: string) => `Nothing changes until you confirm, and ${name} is told only then.`,
  },
  notMovable: {
    past: "This meeting has begun or is over, so it can’t be moved.",
    cancelled: "This meeting was cancelled, so it can’t be moved.",
    rejected: "This meeting was declined, so it can’t be moved.",
    inProgress: "This meeting is being moved at this moment. Look again in a minute.",
  } satisfies Record<NotMovableReason, string>,
  inFlight: {
    title: "Moving…",
    you: (when: string) => `You asked for ${when}. Cal.com has not answered yet.`,
    other: (name: string, when: string) =>
      `${name} asked for ${when}. Cal.com has not answered yet.`,
    look: "See how it stands",
  },
  changedUpstream: {
    title: "Changed in Cal.com",
    body: "Somebody moved this meeting in Cal.com itself. What you see is where it is now.",
  },
  calendars: {
    title: "Calendars",
    you: "You",
    connected: "Connected",
    notConnected: "Not connected",
    needsReconnect: "Has to be connected again",
    reads: "What Reslot reads",
  },
  history: {
    title: "What happened",
    same: (name: string) => `${name} sees the same list`,
    movedBy: (name: string) => `by ${name}`,
    moved: "Moved",
    you: "you",
    changed: "Changed in Cal.com",
    recovered: "Confirmed late: Cal.com’s first answer was lost; nothing else was.",
    none: "It has not been moved through Reslot.",
  },
} as const;
