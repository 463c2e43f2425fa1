/** Words of choosing a new time. Sentences in `warning` are fixed by the requirements. */
export const reschedule = {
  title: "Pick a new time",
  lead: "Nothing changes until you confirm.",
  checked: (ago: string) => `Checked ${ago}`,
  checking: "Checking both calendars",
  checkAgain: "Check again",
  card: {
    label: "The meeting you are moving",
    now: "Now",
    new: "New",
    choose: "Choose a time",
    chooseFirst: "Choose a time first",
    review: "Review this move",
    reviewShort: "Review",
    pair: (name: string) => `You and ${name}`,
    yourTime: (zone: string) => `Your time · ${zone}`,
    theirTime: (name: string, zone: string) => `${name} · ${zone}`,
    foot: (name: string) => `${name} is told once Cal.com has moved it, not before.`,
    noChoice: "No time chosen",
  },
  suggested: { title: "Suggested", hint: "Closest to the time you had" },
  forPerson: (time: string, name: string) => `${time} for ${name}`,
  month: {
    label: "Choose a day",
    previous: "Previous month",
    next: "Next month",
    previousWeek: "Previous week",
    nextWeek: "Next week",
    moreShared: "More marks, more shared times",
    moreOffered: (name: string) => `More marks, more of ${name} times`,
    today: "Today",
    here: "Meeting is here now",
  },
  day: {
    counts: {
      shared: (count: number) =>
        count === 0 ? "no shared times" : count === 1 ? "1 shared time" : `${count} shared times`,
      offered: (count: number, whose: string) =>
        count === 0
          ? "no times"
          : count === 1
            ? `1 of ${whose} times`
            : `${count} of ${whose} times`,
    },
    each: (length: string) => `${length} each`,
    unknown: (whose: string) => `${whose} are not known`,
    hereNow: "the meeting is here now",
    backToDays: "Choose another day",
    listLabel: (day: string) => `Times on ${day}`,
  },
  view: { label: "View", month: "Month", week: "Week" },
  week: {
    label: "Week",
    none: "No times",
    shared: (count: number) => (count === 0 ? "None" : `${count} shared`),
    offered: (count: number) => (count === 0 ? "None" : count === 1 ? "1 time" : `${count} times`),
    of: (name: string, time: string) => `${name} ${time}`,
    heard: (day: string, until: string) => `${day}, until ${until} your time`,
    you: "You",
    lanes: (name: string) => `Left lane: you · right lane: ${name}`,
    busy: "Busy",
    unknown: "Not known",
    off: "Outside hours, or not on offer",
    moreHours: "Show earlier and later hours",
    fewerHours: "Show fewer hours",
  },
  parts: { morning: "Morning", afternoon: "Afternoon", evening: "Evening" },
  zoneHint: (zone: string) => `your time, ${zone}`,
  showAll: (whose: string) => `Show all of ${whose} times`,
  verdicts: {
    bothFree: "both free",
    hereNow: "here now",
    outside: "outside hours",
    youBusy: "you’re busy",
    busy: (name: string) => `${name} busy`,
    youUnknown: "your calendar is not known",
    unknown: (name: string) => `${name} unknown`,
    taken: "just taken",
    chosen: "your choice",
    late: "late",
    early: "early",
  },
  legend: {
    label: "What the marks mean",
    mutual: "Both free",
    youBusy: "You are busy",
    busy: (name: string) => `${name} busy`,
    yourOutside: "Outside your hours",
    outside: (name: string) => `Outside ${name}’s hours`,
    youUnknown: (name: string) => `${name} free, you unknown`,
    unknown: (name: string) => `You free, ${name} unknown`,
    current: "Here now",
    selected: "Your choice",
    taken: "Just taken",
  },
  empty: {
    noShared: {
      day: "Nothing on this day suits both calendars.",
      week: "Nothing in this week suits both calendars.",
    },
    noOffered: {
      day: (name: string) =>
        name === "You" ? "You offer no times on this day." : `${name} offers no times on this day.`,
      week: (name: string) =>
        name === "You"
          ? "You offer no times in this week."
          : `${name} offers no times in this week.`,
    },
    hidden: (count: number, name: string) =>
      count === 1
        ? `${name} offers 1 time, and it does not fit your calendar.`
        : `${name} offers ${count} times, and none fits your calendar.`,
    nextShared: (when: string) => `Next shared time: ${when}`,
    nextOffered: (when: string) => `Next time: ${when}`,
    nothingAhead: (name: string) => `${name} offers no times in the next two months.`,
    nothingAheadYou: "You offer no times in the next two months.",
    noSharedAhead: "There is no time in the next two months that suits both calendars.",
  },
  warning: {
    notConnectedTitle: "Your calendar is not connected",
    notConnected:
      "We can't check your calendar for conflicts without access. The times shown are based on the coach's availability. Want to connect your Cal.com account now?",
    connect: "Connect Cal.com",
    reconnectTitle: "Cal.com needs to be reconnected",
    reconnect:
      "It no longer accepts the connection, so your calendar is not checked, and nothing can be moved until you connect again. The times shown are based on the coach's availability.",
    reconnectAction: "Reconnect",
    continueWithout: "Continue without",
    coachNotConnectedTitle: (name: string) => `${name}’s calendar is not connected`,
    coachNotConnected: (name: string) =>
      `These are your own times. ${name} is shown as unknown, never as free.`,
    unreachableYou: "Your calendar can’t be read right now",
    unreachableYouBody: (name: string) =>
      `These are ${name}’s times. Yours are shown as unknown, never as free.`,
    unreachable: (name: string) => `${name}’s calendar can’t be read right now`,
    unreachableBody: (name: string) =>
      `These are your own times. ${name} is shown as unknown, never as free. You can still move the meeting.`,
    failed: "The times can’t be read right now",
    clockChange: (city: string) => `The clocks change in ${city} between the old and the new time`,
    gapThen: (then: string, usual: string) =>
      `The gap between you is ${then} then; now it is ${usual}.`,
    lengthChanged: (from: string, to: string) =>
      `This meeting will be ${to} long: its kind was ${from} when it was booked.`,
  },
  conflict: {
    taken: (time: string) => `${time} was taken a moment ago`,
    takenBody: (where: string, hasReason: boolean) =>
      `Your meeting has not moved. It is still ${where}${hasReason ? ", and your reason is kept" : ""}.`,
    nearest: "Nearest times:",
    moved: (when: string) => `It was moved meanwhile: now ${when}`,
    keep: "Keep that time",
    notMoved: (title: string) => title,
  },
  announce: (day: string, count: string) => `${day}, ${count}`,
} as const;
