/** Words of the notifications page. */
export const notifications = {
  title: "Notifications",
  unread: (count: number) => (count === 0 ? "Everything is read" : `${count} unread`),
  markAll: "Mark all as read",
  markOne: "Mark as read",
  new: "Unread",
  today: "Today",
  earlier: "Earlier",
  was: "Was",
  now: "Now",
  yourTime: (city: string) => `your time, ${city}`,
  moveAgain: "Does not suit? Move it again",
  see: "See the meeting",
  you: "You",
  headlines: {
    bookingMoved: (who: string, title: string) => `${who} moved ${title}`,
    bookingMovedAwaitingConfirmation: (who: string, title: string) =>
      `${who} asked for a new time for ${title}`,
    bookingChangedUpstream: (_who: string, title: string) => `${title} was changed in Cal.com`,
    bookingCancelledUpstream: (_who: string, title: string) => `${title} was cancelled in Cal.com`,
  },
  loading: "Reading your notifications",
  failed: "Your notifications can’t be read right now.",
  seeAll: "See all",
  someone: "Somebody",
  empty: {
    title: "Nothing yet",
    body: "When a meeting of yours is moved, you read it here: from when to when, by whom and why.",
  },
  older: "Older notifications",
  first: "Back to the newest",
} as const;
