/** Why a field of a request is not valid. */
export const inputs = {
  unknownField: "Unknown field.",
  ulid: "This is not a ULID.",
  instant: "Give a date and time with an offset, such as 2026-12-15T20:00:00Z.",
  noSuchInstant: "This date and time does not exist.",
  timeZone: "This time zone is not known.",
  date: "Give a day in the form 2026-12-15.",
  dayWithoutZone: "Give the time zone in which the day is.",
  offset: "Write an offset from UTC like -08:00.",
  rangeOrder: "The range must end after it starts.",
  rangeLength: "The range can be at most 62 days long.",
  wallClock: "Give the local time in the form 2026-12-15T13:00.",
  nul: "This text contains a character that can’t be stored.",
  lastEventId: "This is not the id of an event.",
  apiKey: "A Cal.com API key starts with cal_.",
  apiKeyRefused: "Cal.com does not accept this key. Check that it is complete and has not expired.",
  accountTaken:
    "This Cal.com account is already connected to another Reslot account. Use a key of your own account.",
} as const;
