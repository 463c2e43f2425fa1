/** Who can see when a person is busy: the question, the page of settings, and asking for it. */
export const sharing = {
  question: "{coach} has a meeting with you. Let {name} see when you’re busy?",
  explain:
    "{name} sees when you’re busy or outside your working hours, never what you do then. You can stop it at any time in Settings.",
  allow: "Allow",
  notNow: "Not now",
  disown: "I don’t know this person",
  failed: "That couldn’t be saved. Try again.",
  title: "Who can see when you’re busy",
  lead: "Only people you allow can see it, and never what you do then. Whatever you choose, your connected calendar is checked when you move a meeting yourself.",
  none: "No one yet. When you have a meeting with someone new, you’re asked.",
  state: {
    allowed: "Can see when you’re busy, since {day}",
    asked: "Can’t see when you’re busy: you haven’t decided",
    refused: "Can’t see when you’re busy",
    stopped: "Can’t see when you’re busy any more, since {day}",
    disowned: "You don’t know them: their meetings are hidden",
  },
  stop: "Stop",
  restore: "Show their meetings",
  of: "{action}: {name}",
  connectingTitle: "Connecting lets {name} see when you’re busy",
  connecting: "Never what you do then. You can stop it at any time in Settings.",
  ask: "Ask {name} to share",
  asking: "Asking…",
  notAsked: "You don’t see when {name} is busy. You can ask once a week.",
  // A coach also reads it after a refusal, and where Reslot asked at the first meeting.
  wasAsked: "{name} was asked on {day}. You can ask again on {next}.",
} as const;
