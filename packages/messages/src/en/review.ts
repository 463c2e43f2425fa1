/** The last look at a move before it is made. */
export const review = {
  back: "Back to times",
  title: "Review the move",
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
    still: "Still {length}",
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
    note: "{audience, select, mentee {It’s your own calendar, so it’s your decision.} other {The message to {name} says that you chose a time that looks busy.}}",
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
    hint: "{name} will read this, and it stays in the history.",
    placeholder: "What should {name} know?",
    missing: "Give a reason. {name} will read it.",
    count: "{used, number}/{max, number}",
  },
  submit: "Move to {when}",
  submitAnyway: "Move to {when} anyway",
  moving: "Moving…",
  movingNote:
    "We’re asking Cal.com to move it. Your meeting stays where it is until Cal.com says yes.",
  another: "Choose another time",
  happens: {
    title: "What will happen",
    moves: "Cal.com moves the booking",
    movesNote: "and updates both calendars",
    told: "{name} is told",
    toldNote: "the old time, the new time and your reason, in {city} time",
    toldNoteNoZone: "the old time, the new time and your reason",
    override: "The override is recorded",
    overrideNote: "you both see it in the history",
    again: "You can move it again",
    againNote: "until it starts",
  },
} as const;

/** The result of a move. */
export const result = {
  moved: {
    title: "Moved to {when}",
    body: "Cal.com has moved the booking. {name} is being told.",
  },
  awaiting: {
    title: "Asked for {when}",
    body: "The old time has been released. {audience, select, coach {Confirm the new one in Cal.com before it counts.} other {{name} has to confirm the new one before it counts.}}",
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
  takenBody:
    "{reason, select, kept {Your meeting stays at {when}, and your reason is kept.} other {Your meeting stays at {when}.}}",
  moved: "This meeting was moved to {when}",
  nearest: "Nearest times:",
  keep: "Keep that time",
  /** The buttons that lead on. */
  next: {
    chooseAnother: "Choose another time",
    connect: "Connect Cal.com",
    goToMeetings: "Go to your meetings",
    openMeeting: "See the meeting",
    reload: "Reload",
    retry: "Try again",
    signIn: "Sign in",
    wait: "See the meeting",
  },
} as const;
