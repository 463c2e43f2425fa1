/**
 * One entry for each error code: what happened, which is a heading too, and what to do next. What
 * that means for the meeting is said between the two; its sentences are in `outcome`.
 *
 * `audience` is coach or mentee where the reader's role is known, and with it both names; person
 * where it does not matter; program for callers of the API.
 */
export const errors = {
  codes: {
    UNAUTHENTICATED: {
      what: "{kind, select, scope {This API key does not have the scope {scope}} noScope {API keys cannot be used for this} other {You are not signed in}}",
      next: "{kind, select, scope {Use a key that has it.} noScope {Sign in instead.} other {Sign in and try again.}}",
    },
    ADDRESS_NEEDED: {
      what: "{kind, select, taken {Your email address already belongs to another account here} other {Your account has no verified email address}}",
      next: "{kind, select, taken {Sign in with that account, or verify another address in yours.} other {Verify an address in your account, then try again: meetings are found by it.}}",
    },
    NOT_FOUND: {
      what: "{kind, select, notification {This notification does not exist} move {This move does not exist} operation {This operation does not exist} person {You have no meeting with this person} other {This meeting does not exist, or you are not part of it}}",
      next: "{audience, select, program {Check the address and the ids you sent.} other {Check the address, or go to your meetings.}}",
    },
    INVALID_INPUT: {
      what: "Part of the request is not valid",
      next: "{audience, select, coach {Choose the time again.} mentee {Choose the time again.} program {Correct the fields named in the details and try again.} other {Check what you entered and try again.}}",
    },
    END_MISMATCH: {
      what: "{audience, select, program {The end does not match the length of the meeting} other {Meetings of this kind now have a different length}}",
      next: "{audience, select, program {Send an end that matches the length in the details.} other {Reload the page and choose the time again.}}",
    },
    IN_THE_PAST: {
      what: "{kind, select, past {This meeting has already started, so it can’t be moved} other {That time has already passed}}",
      next: "Choose a later time.",
    },
    NO_CHANGE: {
      what: "The meeting is already at that time",
      next: "Choose a different time to move it.",
    },
    BOOKING_CHANGED: {
      what: "{kind, select, cancelled {This meeting was cancelled, so it can’t be moved} rejected {This meeting was declined, so it can’t be moved} other {{audience, select, program {The meeting has changed since you read it} other {This meeting has changed since you opened it}}}}",
      next: "{audience, select, program {Read it again and decide from its current time.} other {Keep its current time, or choose another one.}}",
    },
    RESCHEDULE_IN_PROGRESS: {
      what: "This meeting is being moved right now",
      next: "Check again in a minute.",
    },
    SLOT_TAKEN: {
      what: "{kind, select, notOffered {{audience, select, coach {You can’t be booked at that time} mentee {{coach} can’t be booked at that time} other {That time can’t be booked}}} other {{audience, select, coach {You are no longer free at that time} mentee {{coach} is no longer free at that time} other {That time was just taken}}}}",
      next: "Choose another time.",
    },
    MENTEE_CONFLICT: {
      what: "{audience, select, coach {{kind, select, outsideMenteeHours {That time is outside {mentee}’s working hours} menteeUnknown {{mentee}’s calendar can’t be read, so we don’t know whether that time suits} other {{mentee}’s calendar shows a conflict at that time}}} mentee {{kind, select, outsideMenteeHours {That time is outside your working hours} other {Your calendar shows a conflict at that time}}} other {{kind, select, menteeUnknown {The mentee’s calendar could not be read} other {The mentee’s calendar shows a conflict at that time}}}}",
      next: "{audience, select, coach {Choose another time, or give a reason and move it anyway.} mentee {Choose another time, or confirm that you want this one anyway.} other {Choose another time, or send it again with overrideConflict.}}",
    },
    OUTSIDE_BOOKING_WINDOW: {
      what: "{audience, select, coach {That time is outside the dates you can be booked for} mentee {That time is outside the dates {coach} can be booked for} other {That time is outside the dates that can be booked}}",
      next: "Choose another date.",
    },
    NOTICE_TOO_SHORT: {
      what: "{audience, select, coach {Your notice period does not allow this move} mentee {{coach}’s notice period does not allow this move} other {The notice period does not allow this move}}",
      next: "{audience, select, coach {Choose a later time, or contact {mentee}.} mentee {Choose a later time, or contact {coach}.} other {Choose a later time.}}",
    },
    RESCHEDULE_DISABLED: {
      what: "Meetings of this kind can’t be moved",
      next: "If it has to change, open it in Cal.com.",
    },
    LIMIT_REACHED: {
      what: "{audience, select, coach {You have reached your limit of meetings for that day or week} mentee {{coach} has reached the limit of meetings for that day or week} other {The limit of meetings for that day or week is reached}}",
      next: "Choose another day.",
    },
    UNSUPPORTED_BOOKING: {
      what: "{kind, select, cancelled {This meeting was cancelled, so it can’t be moved} rejected {This meeting was declined, so it can’t be moved} noEventType {The event type of this meeting no longer exists in Cal.com, so the meeting can’t be moved} hostMayChange {Cal.com could give this meeting to another host, so it can’t be moved here} hostChanged {The host of this meeting in Cal.com does not use Reslot, so it can’t be moved here} attendeeChanged {The attendee of this meeting in Cal.com does not use Reslot, so it can’t be moved here} other {This meeting can’t be moved in Reslot}}",
      next: "Open it in Cal.com instead.",
    },
    GONE: {
      what: "Cal.com no longer knows this meeting",
      next: "Look in your calendar, or ask {audience, select, coach {{mentee}} mentee {{coach}} other {the other person}}, whether it still takes place.",
    },
    TIME_ZONE_MISMATCH: {
      what: "The time you saw is not the time that would have been booked",
      next: "{audience, select, program {Compare both times in the details.} other {Check your time zone, then reload the page and choose the time again.}}",
    },
    CAL_NOT_CONNECTED: {
      what: "{kind, select, own {Your Cal.com account is not connected} theirs {{other}’s Cal.com account is not connected} other {Cal.com is not connected}}",
      next: "{kind, select, own {Connect it in the calendar settings, then try again.} theirs {Ask {other} to connect it, then try again.} other {Connect it, then try again.}}",
    },
    CAL_RECONNECT_REQUIRED: {
      what: "{kind, select, own {Cal.com no longer accepts the connection to your account} theirs {Cal.com no longer accepts the connection to {other}’s account} other {Cal.com no longer accepts the connection}}",
      next: "{kind, select, own {Reconnect it in the calendar settings, then try again.} theirs {Ask {other} to reconnect it, then try again.} other {Reconnect Cal.com, then try again.}}",
    },
    CAL_RATE_LIMITED: {
      what: "Cal.com is limiting our requests right now",
      next: "Try again in {wait}.",
    },
    CAL_UNAVAILABLE: {
      what: "Cal.com can’t be reached right now",
      next: "Try again in a moment.",
    },
    RATE_LIMITED: {
      what: "{kind, select, moves {Too many moves for now} other {Too many requests for now}}",
      next: "Try again in {wait}.",
    },
    SERVICE_BUSY: {
      what: "{kind, select, calBudget {A calendar is being read very often right now, so we wait before we ask Cal.com again} coachNotConnected {{audience, select, coach {Your Cal.com account is not connected, so your times can be read only once a minute} mentee {{coach}’s Cal.com account is not connected, so times can be read only once a minute} other {Cal.com is not connected, so times can be read only once a minute}}} other {We’re busy right now}}",
      next: "{kind, select, coachNotConnected {{audience, select, coach {Connect it in the calendar settings, or try again in {wait}.} mentee {Ask {coach} to connect it, or try again in {wait}.} other {Try again in {wait}.}}} other {Try again in {wait}.}}",
    },
    FORBIDDEN_ORIGIN: {
      what: "This request did not come from a page of Reslot",
      next: "{audience, select, program {Send it from the app’s own origin, or use an API key.} other {Reload the page and try again.}}",
    },
    IDEMPOTENCY_KEY_REUSED: {
      what: "{audience, select, program {This attemptUlid was already used for a different move} other {This move was already sent, with other details}}",
      next: "{audience, select, program {Use a new attemptUlid for each move.} other {Reload the page and choose the time again.}}",
    },
    INTERNAL: {
      what: "Something went wrong on our side",
      next: "{audience, select, program {Read the meeting to see where it is now, then try again.} other {Reload the page to see where the meeting is now, then try again.}}",
    },
  },
  sentence: "{what}.",
  outcome: {
    stays: "The meeting stays at {when}.",
    notMoved: "The meeting was not moved.",
    moveNotMade:
      "{audience, select, program {The move was not made.} other {Your move was not made.}}",
    isNow: "It is now at {when}, and your move was not made.",
    nothingChanged: "Nothing was changed.",
  },
  /** Within "Try again in …". */
  wait: {
    aMinute: "a minute",
    seconds: "{count, plural, one {# second} other {# seconds}}",
    minutes: "{count, plural, one {# minute} other {# minutes}}",
    hours: "{count, plural, one {# hour} other {# hours}}",
    days: "{count, plural, one {# day} other {# days}}",
  },
} as const;
