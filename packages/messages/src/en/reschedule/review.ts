/** The last look at a move before it is made. */
export const review = {
  back: "Back to times",
  title: "Move to {when}?",
  askTitle: "Ask {name} for {when}?",
  subtitle: "{title} with {name}",
  table: {
    caption: "Old and new time for both people",
    who: "Who",
    now: "Now",
    new: "New",
    was: "Was",
    asked: "Asked for",
    you: "You",
    zoneNotSet: "{zone}, your time zone is not set",
    theirZoneNotSet: "Time zone not set",
  },
  chips: {
    bothFree: "Both free",
    busy: "{audience, select, mentee {You are busy then} other {{name} looks busy then}}",
    outside: "{audience, select, mentee {Outside your hours} other {Outside {name}’s hours}}",
    unknown:
      "{audience, select, mentee {Your calendar: not checked} other {{name}’s calendar: not checked}}",
    gone: "No longer offered",
    mustConfirm: "{name} has to confirm",
    eitherLength: "{length} or {other}",
    bookedAs: "Booked as {length}",
  },
  override: {
    when: "{day}, {range} {city} time",
    busy: "{audience, select, mentee {You are busy on {when}} other {{name} looks busy on {when}}}",
    outside:
      "{audience, select, mentee {{when} is outside your hours} other {{when} is outside {name}’s hours}}",
    unread:
      "{audience, select, mentee {Your calendar can’t be read, so we don’t know whether you are free on {when}} other {{name}’s calendar can’t be read, so we don’t know whether {name} is free on {when}}}",
    body: "We can see that, but not why.",
    nearby: "Times nearby that suit you both:",
    check: "Move it anyway",
    note: "{audience, select, mentee {It’s your own calendar, so it’s your decision.} other {{name} will be told that you chose this time anyway.}}",
    needed: "Tick “Move it anyway” first, or choose another time.",
  },
  gone: {
    title: "This time is no longer offered",
    body: "Your meeting has not moved. Choose another time.",
  },
  reason: {
    label: "Reason",
    optional: "optional",
    required: "required for this time",
    hint: "{name} will see it, and it stays in the history.",
    frequent: "Often used",
    clash: "Clash",
    ill: "Ill",
    travel: "Travel",
    missing: "Give a reason. {name} will see it.",
    count: "{used, number}/{max, number}",
  },
  submit: "Move to {when}",
  submitAnyway: "Move to {when} anyway",
  submitAsk: "Ask for {when}",
  asking: "Asking…",
  askingNote: "We are asking Cal.com to move it.",
  moving: "Moving…",
  movingNote:
    "We’re asking Cal.com to move it. Your meeting stays where it is until Cal.com says yes.",
  another: "Choose another time",
  keep: "Keep the present time",
  giveUp: {
    title: "Your present time is given up now, not later",
    body: "{current} is released as soon as you ask. If {name} declines, or doesn’t answer before {when}, there is no meeting.",
    check: "I understand that {current} is given up",
    needed: "Tick the box first: your present time is given up.",
  },
  maybe: {
    title: "It is not known yet whether {name} has to confirm the new time",
    body: "If so, your present time is released at once, and there is no meeting if {name} declines.",
  },
  sees: {
    title: "What {name} will see",
    moved: "Moved to {when}",
    was: "was {when}",
    note: "In Reslot and by email, in {city} time. Cal.com also updates both calendars.",
    noteNoZone: "In Reslot and by email. Cal.com also updates both calendars.",
  },
  happens: {
    title: "What happens",
    asked: "{name} is asked",
    askedNote: "by email and in Reslot",
    notCertain: "The new time isn’t certain yet",
    kept: "no one else can book it as this kind of meeting while {name} decides",
    open: "someone else may take it before {name} answers",
    answer: "You’ll hear the answer",
    answerNote: "confirmed or declined",
  },
} as const;

/** The result of a move. */
export const result = {
  moved: {
    title: "Moved to {when}",
    body: "Cal.com has moved the booking. We’re notifying {name}.",
  },
  awaiting: {
    title: "Asked for {when}",
    body: "The old time has been released. {audience, select, coach {You have to confirm the new one before it counts.} other {{name} has to confirm the new one before it counts.}}",
  },
  confirming: {
    title: "Confirming with Cal.com",
    body: "The move was sent, but Cal.com has not answered yet. Your meeting is at the old time or the new one, never at both.",
    sent: "Sent to Cal.com",
    waiting: "Waiting for the answer",
    waitingNote: "We look it up at Cal.com instead of sending it twice.",
    afterwards: "Save it here and tell {name}",
    close: "You can close this page. The meeting’s page will show the result.",
  },
  unknown: {
    title: "This move did not reach us",
    body: "Your meeting has not moved. Your choice is kept; send it again.",
    again: "Check it once more",
  },
  failed: "Your meeting has not moved",
  notMovable: "This meeting can’t be moved",
  see: "See the meeting",
  toMeetings: "Go to meetings",
  moveBack: "Move back",
  moveBackNote:
    "Moving back asks for {when} again, if that time is still free. Cal.com will email you both again.",
} as const;

/** Why a move was refused, beside what the code's own words say. */
export const refusal = {
  taken: "{time} was just taken",
  notOffered: "{time} can’t be booked any more",
  stays:
    "{reason, select, kept {Your meeting stays at {when}, and your reason is kept.} other {Your meeting stays at {when}.}}",
  moved: "This meeting was moved to {when}",
  nearest: "Nearest times:",
  keep: "Keep that time",
  /** The buttons that lead on. */
  next: {
    chooseAnother: "Choose another time",
    connect: "Connect Cal.com",
    reconnect: "Reconnect Cal.com",
    goToMeetings: "Go to your meetings",
    openMeeting: "See the meeting",
    reload: "Reload",
    retry: "Try again",
    signIn: "Sign in",
    wait: "See the meeting",
  },
} as const;
