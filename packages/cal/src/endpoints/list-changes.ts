import type { Transport } from "../http/transport.ts";
import { formatInstant, parseInstant } from "../time/instant.ts";
import { bookingVersionCan } from "./api-versions.ts";
import type { BookingPage } from "./booking-schema.ts";
import {
  addPage,
  type CalBookingList,
  emptyList,
  type ListCall,
  readPage,
  tooLarge,
} from "./list-bookings.ts";

interface Listing extends ListCall {
  /** Epoch ms on Cal.com's clock. */
  readonly since: number;
}

/** The most that Cal.com gives in one page. */
const largestPage = 250;
/** Where more has changed, the whole list is the cheaper one to read. */
const maxPages = 4;

/**
 * Every booking of the account that has changed since an instant, whatever its status.
 *
 * @returns null when the answer is not limited to changes
 */
export async function listChanges(
  transport: Transport,
  listing: Listing,
): Promise<CalBookingList | null> {
  const isByCursor = bookingVersionCan(listing.version, "pageByCursor");
  const list = await (isByCursor ? listByCursor : listByTime)(transport, listing);
  if (!list) return null;
  const found = new Map(list.bookings.map((booking) => [booking.uid, booking]));
  return { ...list, bookings: [...found.values()] };
}

/**
 * A page starts at the last change of the one before: a booking that changes again during the reading
 * moves to the end, so that counting rows would lose another one between two pages.
 */
async function listByTime(
  transport: Transport,
  { since, ...call }: Listing,
): Promise<CalBookingList | null> {
  const list = emptyList();
  let after = since;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const query = { afterUpdatedAt: formatInstant(after), sortUpdatedAt: "asc" } as const;
    const page = await readPage(transport, { query, ...call }, { take: largestPage });
    if (page === "tooLarge") throw tooLarge(call);
    if (hasOlder(page, since)) return null;
    const size = addPage(list, page);
    const hasMore = page.pagination?.hasNextPage ?? size >= largestPage;
    if (!hasMore) return list;
    const last = page.data.rows.at(-1)?.updatedAt;
    if (!last || parseInstant(last) <= after) break;
    after = parseInstant(last);
  }
  return { ...list, isComplete: false };
}

async function listByCursor(
  transport: Transport,
  { since, ...call }: Listing,
): Promise<CalBookingList | null> {
  const list = emptyList();
  const query = { afterUpdatedAt: formatInstant(since) };
  let cursor: string | undefined;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await readPage(transport, { query, ...call }, { cursor });
    if (page === "tooLarge") throw tooLarge(call);
    if (hasOlder(page, since)) return null;
    addPage(list, page);
    cursor = page.pagination?.nextCursor ?? undefined;
    if (cursor === undefined) return { ...list, isComplete: page.pagination?.hasMore !== true };
  }
  return { ...list, isComplete: false };
}

/** A server that does not know the filter gives everything. */
function hasOlder({ data }: BookingPage, since: number): boolean {
  return data.rows.some(({ updatedAt }) => !updatedAt || parseInstant(updatedAt) < since);
}
