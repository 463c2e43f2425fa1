/**
 * Versions of the booking operations that this client knows, oldest first. Cal.com answers one that
 * it does not know in its oldest shape, without an error. 2024-08-13 was observed on a real server;
 * 2026-02-25 (the same shapes, more keys of a move) is documented, not observed.
 */
export const bookingVersions = ["2024-08-13", "2026-02-25"] as const;

/** Versions of GET /v2/bookings; 2026-05-01 (pages by cursor) is documented, not observed. */
export const bookingListVersions = [...bookingVersions, "2026-05-01"] as const;

export type BookingVersion = (typeof bookingVersions)[number];
export type BookingListVersion = (typeof bookingListVersions)[number];

/**
 * What later versions can and 2024-08-13 cannot, which answers 400 to a key that it does not know.
 * `moveOptions` are `rescheduleWithSameHost` and `allowConflicts`.
 */
type BookingAbility = "moveOptions" | "pageByCursor";

const firstVersions: Readonly<Record<BookingAbility, BookingListVersion>> = {
  moveOptions: "2026-02-25",
  pageByCursor: "2026-05-01",
};

/** Whether a version of the booking operations has an ability. */
export function bookingVersionCan(version: BookingListVersion, ability: BookingAbility): boolean {
  const order = (each: BookingListVersion) => bookingListVersions.indexOf(each);
  return order(version) >= order(firstVersions[ability]);
}
