/** The list of meetings. */
export const meetings = {
  title: "Meetings",
  yourZone: "Times are in your time zone: {zone}",
  zoneNotSet: "Your time zone is not set. Each time is in the time zone of the person you meet.",
  theirZoneNotSet: "their time zone is not set",
  inTheirZone: "{city} time",
  tabs: { label: "Which meetings", upcoming: "Upcoming", past: "Past" },
  thisWeek: "This week",
  nextWeek: "Next week",
  inCity: "{time} in {city}",
  late: "late",
  early: "early",
  night: "night",
  with: "with {name}",
  move: "Move",
  moveLabel: "Move {title} on {when}",
  chips: {
    moving: "Moving…",
    changed: "Changed in Cal.com",
    pending: "{audience, select, coach {Waiting for you} other {Waiting for {coach}}}",
    cancelled: "Cancelled",
    rejected: "Declined",
  },
  empty: {
    upcoming: {
      title: "No upcoming meetings",
      body: "1:1 meetings that are booked in Cal.com appear here automatically.",
    },
    past: { title: "No past meetings", body: "Meetings move here once they are over." },
    connection: "Check your connection",
    seePast: "Past meetings",
    seeUpcoming: "Upcoming meetings",
  },
  more: { upcoming: "Later meetings", past: "Older meetings", first: "Back to the first" },
} as const;

/** The page of one meeting. */
export const meeting = {
  heading: "{title} with {name}",
  facts: "Facts",
  yourTime: "Your time · {zone}",
  zoneNotSet: "{zone} · your time zone is not set",
  forPerson: "For {name}",
  theirZoneNotSet: "Time zone not set",
  place: "Where",
  statuses: {
    pending: "Waiting to be confirmed",
    cancelled: "Cancelled",
    rejected: "Declined",
  },
  gap: "{direction, select, ahead {{length} ahead of you} other {{length} behind you}}",
  sameZone: "same time as you",
  email: "Email {name}",
  thereNow: "{zone} · {time} there now",
  links: {
    title: "This meeting",
    join: "Join",
    add: "Add to my calendar",
    cal: "Open in Cal.com",
  },
  notes: { title: "Notes" },
  works: {
    title: "Does this time work for you?",
    body: "{name} sees that it does.",
    yes: "Works for me",
    no: "Choose another time",
    said: "{name} can see that this time works for you.",
    failed: "That was not saved. Check the time of the meeting, and try again.",
    chip: "{audience, select, coach {{mentee} says it works} other {You said it works}}",
  },
  live: {
    moved:
      "{by, select, you {You moved this to {when}} cal {This was moved to {when} in Cal.com} other {{name} moved this to {when}}}",
    asked:
      "{by, select, you {You asked for {when}} cal {Someone asked for {when} in Cal.com} other {{name} asked for {when}}}",
    confirmed: "This meeting was confirmed",
    cancelled: "This meeting was cancelled",
    declined: "This meeting was declined",
    shown: "It happened while this page was open. The page is up to date.",
  },
  reschedule: "Reschedule",
  inFlight: {
    title: "Moving…",
    body: "{by, select, you {You asked for {when}.} other {{name} asked for {when}.}} Cal.com has not answered yet.",
    look: "Check the progress",
  },
  changedUpstream: {
    title: "Changed in Cal.com",
    body: "This meeting was moved in Cal.com. You see its current time.",
  },
  calendars: {
    title: "Calendars",
    you: "You",
    connected: "Connected",
    notConnected: "Not connected",
    needsReconnect: "Needs to be reconnected",
    notShared: "Not shared with you",
    reads: "What Reslot reads",
  },
  history: {
    title: "What happened",
    same: "{name} sees the same list",
    moved: "Moved",
    by: "{by, select, you {by you} other {by {name}}}",
    changed: "Changed in Cal.com",
    recovered: "Confirmed later: Cal.com’s first answer was lost, so we looked the result up.",
    none: "It has not been moved in Reslot.",
  },
} as const;

/** Why a meeting can’t be moved now. */
export const notMovable = {
  past: "This meeting has already started, so it can’t be moved.",
  cancelled: "This meeting was cancelled, so it can’t be moved.",
  rejected: "This meeting was declined, so it can’t be moved.",
  inProgress: "This meeting is being moved right now. Check again in a minute.",
  disabled: "Meetings of this kind can’t be moved. If it has to change, open it in Cal.com.",
  noticeTooShort: "{coach}’s notice period does not allow it any more. Contact {coach} instead.",
  coachNotConnected:
    "{audience, select, coach {Connect your Cal.com account first, then it can be moved.} other {It can be moved once {coach} has connected Cal.com.}}",
  hostMayChange:
    "Cal.com could give this meeting to another host when it moves, so it can’t be moved here.",
  hostChanged: "Its host in Cal.com does not use Reslot, so it can’t be moved here.",
  attendeeChanged: "Its attendee in Cal.com does not use Reslot, so it can’t be moved here.",
  gone: "Cal.com no longer knows this meeting. Ask the other person whether it still takes place.",
} as const;
