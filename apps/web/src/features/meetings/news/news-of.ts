import type { BookingList, BookingListItem } from "@reslot/api";

/** What has happened to a meeting while the list was open, by anyone but the reader. */
export interface News {
  readonly kind: "moved" | "asked" | "confirmed" | "declined" | "cancelled";
  /** As it is now. */
  readonly item: BookingListItem;
}

type Items = BookingList["items"];

/** What is news in a later list, of the meetings that an earlier one had: of others it is not known what they were. */
export function newsOf(before: ReadonlyMap<string, BookingListItem>, after: Items): News[] {
  return after.flatMap((item) => {
    const known = before.get(item.ulid);
    const kind = known && kindOf(known, item);
    return kind ? [{ kind, item }] : [];
  });
}

function kindOf(before: BookingListItem, after: BookingListItem): News["kind"] | null {
  return endOf(before, after) ?? moveOf(before, after) ?? confirmationOf(before, after);
}

function endOf({ status: before }: BookingListItem, { status, role }: BookingListItem) {
  if (status === before) return null;
  if (status === "cancelled") return "cancelled";
  // A coach's own answer has its toast.
  return status === "rejected" && role === "mentee" ? "declined" : null;
}

function moveOf(
  before: BookingListItem,
  { version, startTime, status, ...after }: BookingListItem,
) {
  const isMoved = version > before.version && startTime !== before.startTime;
  if (!isMoved || after.lastMove?.by === after.role) return null;
  return status === "pending" ? "asked" : "moved";
}

/** A reader's own move that was confirmed at once has its toast too. */
function confirmationOf(before: BookingListItem, { status, role, startTime }: BookingListItem) {
  const isConfirmed = before.status === "pending" && status === "accepted";
  return isConfirmed && role === "mentee" && startTime === before.startTime ? "confirmed" : null;
}
