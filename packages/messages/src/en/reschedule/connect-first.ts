/** A meeting that cannot be moved until its coach has connected Cal.com. */
export const connectFirst = {
  title: {
    coach: "Connect Cal.com first",
    notConnected: "{name} needs to connect Cal.com",
    needsReconnect: "{name} needs to reconnect",
  },
  own: {
    notConnected: "Your Cal.com account is not connected",
    needsReconnect: "Your Cal.com connection has ended",
  },
  ownBody:
    "Reslot can’t read your times or move a meeting until you connect. Your meetings stay as they are. The people you meet can’t move them either, unless their own account is connected.",
  ownCount:
    "{count, plural, one {This affects # upcoming meeting.} other {This affects # upcoming meetings.}}",
  connect: "Connect Cal.com",
  back: "Back to the meeting",
  comeBack: "You come back here afterwards.",
  key: "Have an API key instead?",
  keyLink: "Use it in Settings",
  theirs: "This meeting can’t be moved right now",
  theirsBody: {
    notConnected:
      "{name} has not connected Cal.com, so Reslot can’t move your meeting. It stays as it is.",
    needsReconnect:
      "{name}’s Cal.com connection has ended, so Reslot can’t move your meeting. It stays as it is.",
  },
  letKnow: "Let {name} know",
  lettingKnow: "Letting {name} know…",
  sends: "Sends {name} one email with a link to Reslot. No one else is notified.",
  told: "{name} has been notified.",
  again: "You can remind {name} again on {day}.",
  failed: "We couldn’t notify {name}. Try again.",
} as const;
