/** The calendar settings. */
export const settings = {
  title: "Settings",
  profile: "Profile",
  calendar: "Calendar",
  notifications: "Notifications",
  sharing: "Sharing",
  data: "Your data",
  leads: {
    connected: "Cal.com is connected, so your calendar is checked when a meeting is moved.",
    broken:
      "Cal.com is connected, but not all of your calendars can be read there, so you count as neither free nor busy.",
    nothing:
      "Cal.com is connected, but no calendar is selected there. Only your working hours and Cal.com bookings are checked.",
    notConnected:
      "Cal.com is not connected. Your calendar can’t be checked, and meetings that you host can’t be moved.",
    notConnectedHost:
      "Cal.com is not connected. {count, plural, one {No one can move your # upcoming meeting} other {No one can move your # upcoming meetings}} until you connect it. They stay as they are.",
    notConnectedGuest:
      "Cal.com is not connected. You can move meetings without it, but then no one can check your calendar: you see all times that are offered, and have to look for clashes yourself.",
    needsReconnect: "Cal.com no longer accepts the connection.",
  },
  returning: {
    title: "You were choosing a time",
    body: "Your choice is kept. You return to it after connecting.",
    link: "Back to choosing a time",
  },
  cal: "Cal.com",
  status: {
    connected: "Connected",
    notConnected: "Not connected",
    needsReconnect: "Needs to be reconnected",
  },
  brokenTitle:
    "{provider, select, none {A calendar connection in your Cal.com account has stopped working} other {Your {provider} connection in Cal.com has stopped working}}",
  brokenBody: "Until it is connected again there, your calendar can’t be checked for conflicts.",
  mend: "Reconnect it at Cal.com",
  calendarsNotRead: "Your calendars at Cal.com couldn’t be read just now",
  calendars:
    "{count, plural, =0 {No calendar is checked for conflicts} one {# calendar is checked for conflicts} other {# calendars are checked for conflicts}}",
  updates: {
    live: "Live updates are on: changes made in Cal.com are here within seconds.",
    settingUp:
      "Live updates are being set up. Until then, changes made in Cal.com take up to five minutes to appear here, or up to an hour if you have no meeting in the next 30 days.",
    notAllowed:
      "Cal.com doesn’t allow live updates with this connection. Changes made there take up to five minutes to appear here, or up to an hour if you have no meeting in the next 30 days. {remedy, select, allow {To turn them on, disconnect, connect again, and allow everything that Cal.com lists.} signIn {To turn them on, disconnect, and connect again by signing in at Cal.com.} other {You don’t need to do anything.}}",
    addressRefused:
      "Cal.com can’t send live updates to this site. Changes made there take up to five minutes to appear here, or up to an hour if you have no meeting in the next 30 days. You don’t need to do anything.",
  },
  through: { apiKey: "with an API key", oauth: "by signing in at Cal.com" },
  since: "since {day}",
  depends:
    "{count, plural, one {# upcoming meeting} other {# upcoming meetings}} with {people, plural, one {# person} other {# people}} can be moved because of this connection.",
  disconnect: "Disconnect",
  disconnectAsk: {
    title: "Disconnect Cal.com?",
    hosted:
      "{count, plural, one {# upcoming meeting can no longer be moved, by you or by the person you meet, until you connect again.} other {# upcoming meetings can no longer be moved, by you or by the people you meet, until you connect again.}}",
    attended: "Your calendar is no longer checked when a meeting with you is moved.",
    stays: "The meetings themselves stay as they are. Reslot deletes its access to your account.",
    key: "To connect again you need an API key: Reslot can’t show you the one it has.",
    ended:
      "{count, plural, =0 {Cal.com has already ended this connection: your calendar isn’t checked now, and that stays so.} one {Cal.com has already ended this connection. # upcoming meeting can’t be moved until you connect again, whether you disconnect or not.} other {Cal.com has already ended this connection. # upcoming meetings can’t be moved until you connect again, whether you disconnect or not.}}",
    stay: "Stay connected",
    stayEnded: "Go back",
  },
  disconnectFailed: "Cal.com couldn’t be disconnected. Try again.",
  disconnectNote:
    "Reslot ends live updates at Cal.com and deletes its access to your account. Your meetings stay as they are.",
  disconnectAction: "Disconnect Cal.com",
  disconnecting: "Disconnecting…",
  disconnected:
    "Cal.com is disconnected. Reslot deletes its access to your account as soon as live updates have ended there.",
  connectedNow: "Cal.com is connected.",
  reconnect: {
    title: "Cal.com needs to be reconnected",
    body: "Until you reconnect it, your calendar can’t be checked, and you can’t move meetings.",
  },
  oauth: {
    title: "Sign in at Cal.com",
    body: "Cal.com shows what Reslot asks for, and you can withdraw it at any time. We never see your password.",
    action: "Connect Cal.com",
    again: "Reconnect Cal.com",
  },
  key: {
    title: "Use an API key",
    instead: "Use an API key instead",
    body: "Create one in Cal.com under Settings, Security, API keys. We check it before we save it, and store it encrypted.",
    label: "API key",
    placeholder: "cal_live_…",
    action: "Save key",
    busy: "Checking the key…",
    missing: "Paste your API key first.",
  },
  leftAlone: {
    title: "Meetings that are not here",
    body: "These are in your Cal.com account, and can’t be moved in Reslot.",
    noAccount: "{count, plural, one {# meeting} other {# meetings}}: {name} has no account",
    seated: "{count, plural, one {# meeting} other {# meetings}} with {name}: with seats",
    severalPeople:
      "{count, plural, one {# meeting} other {# meetings}} with {name}: more than two people",
    unsupported:
      "{count, plural, one {# meeting} other {# meetings}} with {name}: of a kind that Reslot can’t move",
    someone: "someone without a name",
    later: "Meetings with people who join later appear by themselves.",
  },
  reads: {
    title: "What we read",
    busy: "When you’re busy, as start and end",
    hours: "Your working hours and time zone",
    bookings: "Your bookings made through Cal.com",
    away: "Your days out of office at Cal.com",
  },
  never: {
    title: "What we never show",
    events: "Titles, guests or places of your events",
    calendars: "Which calendar an event is in",
    keys: "Your keys and tokens, not even to you",
  },
  oneWord: "The other person sees one word: busy.",
} as const;

/** Why someone came back from Cal.com without a connection, and what to do next. */
export const connect = {
  denied: {
    title: "You declined at Cal.com",
    body: "Nothing was connected. You can start again whenever you like.",
  },
  expired: {
    title: "The way back from Cal.com has expired",
    body: "It works once, for a few minutes. Nothing was connected. Start again.",
  },
  mismatch: {
    title: "This was not started in this browser",
    body: "Nothing was connected. Start again here, with this account.",
  },
  taken: {
    title: "This Cal.com account is already connected",
    body: "It is connected to another Reslot account, so nothing was connected here. Sign in at Cal.com with your own account, or disconnect it there first.",
  },
  missingScopes: {
    title: "Cal.com allowed less than Reslot needs",
    body: "Nothing was connected. Start again and allow everything that Cal.com lists.",
  },
  unavailable: {
    title: "Cal.com did not answer as expected",
    body: "Nothing was connected. Start again in a minute, or use an API key.",
  },
  notConfigured: {
    title: "Signing in at Cal.com is not set up here",
    body: "Nothing was connected. Use an API key instead.",
  },
  signedOut: {
    title: "You were signed out",
    body: "Nothing was connected. You’re signed in again now, so start again.",
  },
} as const;

/** Who a person is to others, and how they read Reslot. */
export const profile = {
  title: "Profile",
  auto: "Automatic",
  name: { label: "Name", hint: "The people you meet see this." },
  email: { label: "Email", hint: "You change it in your account, top right." },
  zone: {
    label: "Time zone",
    hint: "All times in Reslot and in your emails. Others see their own.",
    notSet: "Not set",
    inRegion: "{city} ({region})",
    formerly: "{former}, now {city} ({region})",
  },
  clock: { label: "Clock", h23: "24 h · {time}", h12: "12 h · {time}" },
  week: { label: "Week starts on" },
  language: {
    label: "Language",
    hint: "For Reslot and your emails. Others keep their own.",
    auto: "As on your device",
    en: "English",
    de: "Deutsch",
  },
  look: { label: "Appearance", system: "As on your device", light: "Light", dark: "Dark" },
  keys: {
    label: "Keyboard",
    check: "Single-key shortcuts",
    hint: "Press ? on a page to see them.",
  },
  device: {
    title: "Your device is in {zone}",
    body: "Reslot shows the time in {city}. Switch if you’ve moved; keep it if you’re only travelling.",
    use: "Use {city}",
    keep: "Keep {city}",
  },
  save: "Save",
  saving: "Saving…",
  saved: "Saved.",
  failed: "That couldn’t be saved. Try again.",
  leave: "You have changes that aren’t saved. Leave this page without them?",
} as const;

/** Which email a person gets. */
export const mailSettings = {
  title: "Notifications",
  caption: "What we notify you about, and how",
  when: "We notify you when",
  inApp: "In Reslot",
  byMail: "By email",
  always: "always",
  moved: {
    title: "A meeting is moved or changed",
    note: "Cal.com sends its own email as well.",
    label: "Email when a meeting is moved or changed",
  },
  asked: {
    title: "You are asked for an answer",
    note: "For a time to confirm, your calendar or a connection.",
  },
  savedAtOnce: "Changes are saved at once.",
  saved: "Saved.",
  failed: "That couldn’t be saved. Try again.",
} as const;

/** The page of settings where people take what is kept about them, or have it deleted. */
export const ownData = {
  title: "Your data",
  download: {
    title: "Download your data",
    body: "One file with your profile, your connection, your meetings and their moves, your notifications, and who can see when you’re busy. It holds no keys, and of other people only their names and the reasons they gave.",
    action: "Download as JSON",
    busy: "Preparing the file…",
    failed: "The file couldn’t be prepared. Try again.",
  },
  remove: {
    title: "Delete your account",
    body: "Your name, your addresses and your connection to Cal.com are deleted, and you’re signed out everywhere. Your meetings stay at Cal.com. Here the people you meet keep their history, with the reasons you gave, under “Deleted user”. This can’t be undone.",
    label: "Type DELETE to confirm",
    missing: "Type DELETE in capital letters first.",
    action: "Delete my account",
    busy: "Deleting…",
    failed: "We don’t know whether your account was deleted. Try again, or reload this page.",
  },
} as const;
