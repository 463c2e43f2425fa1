/** Words of the calendar settings. */
export const settings = {
  title: "Settings",
  nav: "Settings",
  calendar: "Calendar",
  connectedLead: "Cal.com is connected, so times are checked against both of you.",
  notConnectedLead: "Not connected. Times are shown from the coach’s side only.",
  reconnectLead: "Cal.com no longer accepts the connection. Connect again to have times checked.",
  returning: {
    title: "You were choosing a time",
    body: "Your choice is kept. You return to it after connecting.",
    link: "Back to choosing a time",
  },
  cal: "Cal.com",
  status: {
    connected: "Connected",
    notConnected: "Not connected",
    needsReconnect: "Reconnect",
  },
  through: { apiKey: "with an API key", oauth: "through sign-in at Cal.com" },
  since: (day: string) => `since ${day}`,
  disconnect: "Disconnect",
  disconnectBody: "The stored key is deleted. Your meetings stay.",
  disconnectAction: "Disconnect Cal.com",
  disconnecting: "Disconnecting…",
  disconnected: "Cal.com is disconnected. The stored key is deleted.",
  connectedNow: "Cal.com is connected.",
  reconnect: {
    title: "Cal.com asks to connect again",
    body: "It no longer accepts the stored connection. Until then times are shown from the coach’s side only.",
  },
  oauth: {
    title: "Sign in at Cal.com",
    body: "You see what is asked for and can withdraw it at any time. We never see your password.",
    action: "Connect Cal.com",
    again: "Connect Cal.com again",
  },
  key: {
    title: "Use an API key",
    body: "Make one in Cal.com under Settings, Security, API keys. It is tried once before it is saved, then stored encrypted.",
    label: "API key",
    placeholder: "cal_live_…",
    action: "Try and save",
    busy: "Trying the key…",
    missing: "Paste the key first.",
  },
  reads: {
    title: "What we read",
    items: [
      "When you are busy, as start and end",
      "Your working hours and time zone",
      "Your bookings made through Cal.com",
    ],
  },
  never: {
    title: "What we never show",
    items: [
      "Titles, guests or places of your events",
      "Which calendar an event is in",
      "Your keys and tokens, not even to you",
    ],
  },
  oneWord: "The other person sees one word: busy.",
} as const;
