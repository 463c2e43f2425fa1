/** The frame around every page, and its pages for errors. */
export const frame = {
  product: "Reslot",
  description: "Move a 1:1 meeting to a time when you are both free.",
  skip: "Skip to content",
  nav: "Main",
  meetings: "Meetings",
  settings: "Settings",
  theme:
    "Change colours, now {theme, select, light {light} dark {dark} other {the same as this device}}",
  bell: "{unread, plural, =0 {Notifications} other {Notifications, # unread}}",
  manyUnread: "99+",
  toasts: "Messages",
  goToMeetings: "Go to your meetings",
  tryAgain: "Try again",
  address: {
    title: "Your email address",
    manage: "Manage account",
    signOut: "Sign out",
  },
  notFound: {
    title: "Meeting not found",
    body: "The address is wrong, or you are not part of this meeting. Nothing was changed.",
  },
  offline: {
    title: "You’re offline.",
    body: "Times may have changed, so moving is paused. It resumes when you’re back online.",
  },
} as const;

/** The keys that work without a modifier, and the sheet that lists them. */
export const keys = {
  title: "Keyboard",
  close: "Close",
  next: "Next meeting",
  previous: "Previous meeting",
  open: "Open it",
  move: "Move it",
  confirm: "Confirm it",
  search: "Search",
  undo: "Undo the last move",
  today: "Today, on the calendar",
  meetingsWeek: "The meeting’s week",
  view: "Week or month",
  turn: "Earlier or later days",
  suggestion: "A suggested time",
  help: "This list",
  enter: "Enter",
  escape: "Esc",
  pages: "PgUp, PgDn",
  digits: "1 – 3",
  areOn: "Single-key shortcuts are on",
  failed: "This couldn’t be saved. Try again.",
} as const;

/** The sign-in page beside Clerk's form, which has words of its own. */
export const signIn = {
  title: "Sign in",
  heading: "A new time that suits you both",
  lead: "Move a 1:1 without the back-and-forth. Reslot reads both calendars in Cal.com and shows only the times you share.",
  promise: "We read when you’re busy. We never show why.",
  you: "You",
  yourPlace: "Vancouver",
  otherName: "Sam",
  otherPlace: "London, +7 h",
  both: "Both free",
} as const;
