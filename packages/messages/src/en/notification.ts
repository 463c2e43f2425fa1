/** What happened to a meeting, as people are told it in the app and by email. */
export const headlines = {
  bookingMoved:
    "{by, select, you {You moved “{title}”} unknown {“{title}” was moved} other {{name} moved “{title}”}}",
  asked:
    "{by, select, you {You asked to move “{title}”} unknown {A new time was requested for “{title}”} other {{name} asked to move “{title}”}}",
  bookingChangedUpstream:
    "{what, select, time {“{title}” was moved in Cal.com} length {“{title}” has a new length in Cal.com} other {“{title}” was changed in Cal.com}}",
  confirmed:
    "{by, select, you {You confirmed “{title}”} unknown {“{title}” was confirmed in Cal.com} other {{name} confirmed “{title}”}}",
  declined:
    "{by, select, you {You declined “{title}”} unknown {“{title}” was declined in Cal.com} other {{name} declined “{title}”}}",
  bookingCancelledUpstream: "“{title}” was cancelled in Cal.com",
  consentAsked: "{coach} has a meeting with you. Let {name} see when you’re busy?",
  coachNotConnected: "{name} can’t move “{title}” until you connect Cal.com",
  newHost:
    "{audience, select, coach {You now host “{title}” with {mentee}} other {{coach} now hosts “{title}”}}",
  formerHost: "“{title}” with {mentee} has another host in Cal.com now",
  coachReplaced: "“{title}” has a host in Cal.com who does not use Reslot",
  menteeReplaced: "“{title}” has an attendee in Cal.com who does not use Reslot",
  cancelledToo:
    "“{title}” was cancelled in Cal.com at the moment it was moved, and still takes place",
} as const;

/** What an email reports, as its subject begins. */
export const subjects = {
  bookingMoved: "Moved to {when}",
  asked: "Waiting for confirmation, {when}",
  bookingChangedUpstream: "Moved to {when}",
  changed: "Changed, {when}",
  confirmed: "Confirmed for {when}",
  declined: "Declined, {when}",
  bookingCancelledUpstream: "Cancelled, {when}",
  coachNotConnected: "Connect Cal.com, so that {when} can be moved",
  newHost: "Another host, {when}",
  formerHost: "Another host, {when}",
  coachReplaced: "Another host, {when}",
  menteeReplaced: "Another attendee, {when}",
  cancelledToo: "Still takes place, {when}",
} as const;

/** The headlines for a reader who has not accepted the other person yet: nothing in them was typed by anyone. */
export const strangers = {
  bookingMoved:
    "{by, select, you {You moved one of your meetings} unknown {One of your meetings was moved} other {The other person moved one of your meetings}}",
  asked:
    "{by, select, you {You asked to move one of your meetings} unknown {A new time was requested for one of your meetings} other {The other person asked to move one of your meetings}}",
  bookingChangedUpstream:
    "{what, select, time {One of your meetings was moved in Cal.com} other {One of your meetings was changed in Cal.com}}",
  confirmed:
    "{by, select, you {You confirmed one of your meetings} unknown {One of your meetings was confirmed in Cal.com} other {The other person confirmed one of your meetings}}",
  declined:
    "{by, select, you {You declined one of your meetings} unknown {One of your meetings was declined in Cal.com} other {The other person declined one of your meetings}}",
  bookingCancelledUpstream: "One of your meetings was cancelled in Cal.com",
  coachNotConnected: "The other person can’t move one of your meetings until you connect Cal.com",
  newHost: "One of your meetings has another host in Cal.com now",
  formerHost: "One of your meetings has another host in Cal.com now",
  coachReplaced: "One of your meetings has a host in Cal.com who does not use Reslot",
  menteeReplaced: "One of your meetings has an attendee in Cal.com who does not use Reslot",
  cancelledToo:
    "One of your meetings was cancelled in Cal.com at the moment it was moved, and still takes place",
} as const;

/** The rest of what a notification says. */
export const notification = {
  fromTo: "{headline} from {before} to {after}.",
  meetingIsOn: "{headline} “{title}” is on {when}.",
  decide: "You decide once, and can stop it at any time in Settings.",
  connect: "Connect your Cal.com account in Settings, so that it can be moved.",
  wasAndIs: "{headline}. It was on {before}, and is now on {after}.",
  takesPlace: "{headline}. It takes place on {when}.",
  isOn: "{headline}. It is on {when}.",
  cannotMoveHere: "It can’t be moved in Reslot any more.",
  cancelAgain: "If it should not take place, cancel it in Cal.com.",
  wasPlanned: "{headline}. It was planned for {when}.",
  reason: "Reason: “{reason}”",
  zoneNotSet:
    "Your time zone is not set: {whose, select, other {these times are in {name}’s.} neither {these times are in UTC.}}",
  awaitingConfirmation:
    "The old time has already been released. {audience, select, coach {Confirm or decline the new one in Reslot.} other {{coach} has to confirm the new one.}}",
  newLength:
    "It takes {after, plural, one {# minute} other {# minutes}} now, before {before, plural, one {# minute} other {# minutes}}.",
  noMeeting: "There is no meeting any more.",
  movedAnyway:
    "{coach} chose this time although {verdict, select, menteeBusy {your calendar looked busy} outsideMenteeHours {it is outside your hours} menteeUnknown {we couldn’t check your calendar} other {it may not suit you: your calendar looked busy, it is outside your hours, or we couldn’t check}}.",
  moveAgain: "If the new time doesn’t suit you, you can move it again.",
  makeSure: "Make sure this time works for you. Let us know if you need to change it.",
} as const;

/** What an email adds to its notification. */
export const email = {
  sentence: "{headline}.",
  consentSubject: "Choose who can see when you’re busy",
  consentSentence: "A question for you: {headline}",
  subject: "{subject}: {title}",
  plainSubject: "{subject}: your meeting",
  row: "{label}: {value}",
  with: "With",
  meeting: "Meeting",
  reasonHidden: "A reason was given. It is shown in Reslot.",
  reply: "Reply to this email to write to {name}.",
  from: "{name} via Reslot",
  time: "Time",
  oldTime: "Old time",
  newTime: "New time",
  reason: "Reason",
  see: "See the meeting",
  works: "Works for me",
  another: "Choose another time",
  answer: "Confirm or decline",
  connect: "Connect Cal.com",
  why: "You get this email because you have this meeting.",
  choose: "Choose what we email you about",
  stop: "Stop email from Reslot",
} as const;
