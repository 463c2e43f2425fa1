import type { BookingList, BookingListItem } from "@reslot/api";

/** The meeting of `bookingDetails` in its mentee's list. */
export function listedMeeting(changes: Partial<BookingListItem> = {}): BookingListItem {
  return {
    ulid: "01KC3M8QZ4ABCDEFGHJKMNPQRT",
    title: "Coaching",
    startTime: "2026-12-14T18:00:00.000Z",
    endTime: "2026-12-14T18:45:00.000Z",
    status: "accepted",
    version: 1,
    role: "mentee",
    counterpart: {
      personUlid: "01KC3M8QZ4ABCDEFGHJKMNPQRV",
      name: "Sam Okafor",
      timeZone: "Europe/London",
      state: "connected",
    },
    joinUrl: null,
    requiresConfirmation: false,
    needsMe: null,
    isOccurrence: false,
    offer: null,
    lastMove: null,
    inFlight: null,
    reschedule: { allowed: true },
    upstreamChanged: false,
    ...changes,
  };
}

/** A list of these meetings and of no others. */
export function listOf(items: BookingListItem[], changes: Partial<BookingList> = {}): BookingList {
  return {
    items,
    nextCursor: null,
    prevCursor: null,
    total: items.length,
    counts: { all: items.length, needsMe: 0, offered: 0, changed: 0 },
    days: [],
    people: [],
    ...changes,
  };
}
