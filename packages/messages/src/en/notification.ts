/** What happened to a meeting, as people are told it in the app and by email. */
export const headlines = {
  bookingMoved:
    "{by, select, you {You moved “{title}”} unknown {“{title}” was moved} other {{name} moved “{title}”}}",
  bookingMovedAwaitingConfirmation:
    "{by, select, you {You asked to move “{title}”} unknown {A new time was requested for “{title}”} other {{name} asked to move “{title}”}}",
  bookingChangedUpstream: "“{title}” was moved in Cal.com",
  bookingConfirmedUpstream: "“{title}” was confirmed in Cal.com",
  bookingDeclinedUpstream: "“{title}” was declined in Cal.com",
  bookingCancelledUpstream: "“{title}” was cancelled in Cal.com",
  newHost:
    "{audience, select, coach {You now host “{title}” with {mentee}} other {{coach} now hosts “{title}”}}",
  formerHost: "“{title}” with {mentee} has another host in Cal.com now",
  coachReplaced: "“{title}” has a host in Cal.com who does not use Reslot",
  menteeReplaced: "“{title}” has an attendee in Cal.com who does not use Reslot",
  cancelledToo:
    "“{title}” was cancelled in Cal.com at the moment it was moved, and still takes place",
} as const;

/** The rest of what a notification says. */
export const notification = {
  fromTo: "{headline} from {before} to {after}.",
  takesPlace: "{headline}. It takes place on {when}.",
  isOn: "{headline}. It is on {when}.",
  cannotMoveHere: "It can’t be moved in Reslot any more.",
  cancelAgain: "If it should not take place, cancel it in Cal.com.",
  wasPlanned: "{headline}. It was planned for {when}.",
  reason: "Reason: “{reason}”",
  zoneNotSet:
    "Your time zone is not set: {whose, select, other {these times are in {name}’s.} neither {these times are in UTC.}}",
  awaitingConfirmation:
    "The old time has already been released. {audience, select, coach {Confirm or decline the new one in Cal.com.} other {{coach} has to confirm the new one.}}",
  movedAnyway:
    "{coach} chose this time although {verdict, select, menteeBusy {your calendar looked busy} outsideMenteeHours {it is outside your hours} menteeUnknown {we couldn’t check your calendar} other {it may not suit you: your calendar looked busy, it is outside your hours, or we couldn’t check}}.",
  moveAgain: "If the new time doesn’t suit you, you can move it again.",
  makeSure: "Make sure this time works for you. Let us know if you need to change it.",
} as const;

/** What an email adds to its notification. */
export const email = {
  hello: "Hello {name},",
  sentence: "{headline}.",
  row: "{label}: {value}",
  time: "Time",
  oldTime: "Old time",
  newTime: "New time",
  reason: "Reason",
  see: "See the meeting",
  why: "You get this email because you have this meeting.",
  stop: "Stop email from Reslot",
} as const;
