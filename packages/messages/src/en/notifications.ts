/** The page of notifications, and the newest of them under the bell. */
export const notifications = {
  title: "Notifications",
  unread: "{count, plural, =0 {All read} other {# unread}}",
  markAll: "Mark all as read",
  new: "Unread",
  today: "Today",
  earlier: "Earlier",
  cal: "Cal.com",
  was: "Was",
  now: "Now",
  movedAtLeast:
    "“{title}” was moved at least {count, plural, one {once} =2 {twice} other {# times}}",
  movedTimes: "“{title}” was moved {count, plural, one {once} =2 {twice} other {# times}}",
  by: "{by, select, you {by you} cal {in Cal.com} other {by {name}}}",
  inTurn: "{before}, then {after}",
  yourTime: "your time, {city}",
  zoneNotSet: "{zone} · your time zone is not set",
  loading: "Loading your notifications",
  failed: "Your notifications can’t be loaded right now.",
  seeAll: "See all",
  empty: {
    title: "No notifications yet",
    body: "When one of your meetings is moved, you see it here: the old time, the new time, who moved it and why.",
  },
  older: "Older notifications",
  first: "Back to the newest",
} as const;
