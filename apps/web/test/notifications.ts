import type { NotificationItem } from "@reslot/api";

/** 18:00 to 18:45 UTC on a day of December 2026. */
export const timesOn = (day: number) => ({
  startTime: `2026-12-${day}T18:00:00.000Z`,
  endTime: `2026-12-${day}T18:45:00.000Z`,
});

/** The meeting of `bookingDetails` was moved by its coach by a day, as its mentee hears of it. */
export const moveNotification: NotificationItem = {
  ulid: "01KC3M8QZ4ABCDEFGHJKMNPQRT",
  kind: "bookingMoved",
  bookingUlid: "01KC3M8QZ4ABCDEFGHJKMNPQRV",
  title: "Coaching",
  isMine: false,
  actor: "coach",
  actorName: "Sam Okafor",
  counterpart: { name: "Sam Okafor", timeZone: "Europe/London" },
  was: timesOn(14),
  now: timesOn(15),
  oldStartTime: timesOn(14).startTime,
  newStartTime: timesOn(15).startTime,
  reason: "A clash",
  headline: "Sam Okafor moved “Coaching”",
  followUp: "Make sure this time works for you. Let us know if you need to change it.",
  text: "Sam Okafor moved “Coaching” from Mon 14 Dec 2026, 10:00 (Vancouver, UTC−8) to Tue.",
  readAt: null,
  createdAt: "2026-12-10T00:00:00.000Z",
};
