import { runSql, type TestSupabase } from "../test/test-supabase.ts";

const PEOPLE = 200;
const BOOKINGS = 5000;
const OWN_BOOKINGS = 200;
const OWN_NOTIFICATIONS = 500;
const MOVES = 30;

/** SQL for a ulid that is unique to a table, from a number. */
const ulidOf = (table: number, expression: string) =>
  `('${table}' || lpad((${expression})::text, 25, '0'))`;

export const caller = { ulid: `1${"0".repeat(25)}`, clerkUserId: "user_0" };
/** The caller's first upcoming meeting, which was moved 30 times. */
export const movedBooking = `2${"1".padStart(25, "0")}`;

/**
 * Fills a database with `scale` times the rows of a small one; `ownScale` applies to the caller's rows.
 */
export async function fill(
  supabase: TestSupabase,
  { scale, ownScale }: { scale: number; ownScale: number },
): Promise<void> {
  const people = PEOPLE * scale;
  const own = OWN_BOOKINGS * ownScale;
  const total = own + BOOKINGS * scale;
  const pair = (n: string, isOwn: string) => `
    case when ${isOwn} and ${n} % 2 = 0 then ${ulidOf(1, "0")} else ${ulidOf(1, `1 + ${n} % ${people / 2}`)} end,
    case when ${isOwn} and ${n} % 2 = 1 then ${ulidOf(1, "0")} else ${ulidOf(1, `${people / 2} + 1 + ${n} % ${people / 2 - 1}`)} end`;
  await runSql(
    supabase,
    `set session_replication_role = replica;
    insert into public."User" ("ulid", "clerkUserId", "email", "name")
    select ${ulidOf(1, "n")}, 'user_' || n, 'person' || n || '@example.com', 'Person ' || n
    from generate_series(0, ${people}) n;
    insert into public."Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
      "eventTypeId", "durationMinutes", "startTime", "endTime", "version")
    select ${ulidOf(2, "n")}, 'cal-' || n, ${pair("n", `n <= ${own}`)}, 'Leadership coaching', 101, 45, at, at + interval '45 minutes',
      ${MOVES} + 1
    from (select n, date_trunc('hour', now()) + (n / 2 % 2 * 2 - 1) * (2 + n / 4) * interval '1 hour' as at
      from generate_series(1, ${total}) n) meetings;
    insert into public."BookingEvents" ("bookingUlid", "version", "fromCalUid", "toCalUid", "fromStartTime",
      "fromEndTime", "toStartTime", "toEndTime", "cause")
    select ${ulidOf(2, "n")}, v, 'from-' || n || '-' || v, 'to-' || n || '-' || v, now(), now() + interval '1 hour',
      now(), now() + interval '1 hour', 'webhook'
    from generate_series(1, ${Math.round(total / 10)}) n cross join generate_series(2, ${MOVES} + 1) v;
    insert into public."Notifications" ("ulid", "userUlid", "bookingUlid", "version", "kind", "oldStartTime",
      "oldEndTime", "newStartTime", "newEndTime", "readAt", "createdAt")
    select ${ulidOf(3, "n")}, case when n <= ${OWN_NOTIFICATIONS * ownScale} then ${ulidOf(1, "0")}
        else ${ulidOf(1, `1 + n % ${people}`)} end,
      ${ulidOf(2, `1 + n % ${total}`)}, n, 'bookingChangedUpstream', now(), now(), now(), now(),
      case when n % 5 > 0 then now() end, now() - n * interval '1 minute'
    from generate_series(1, ${OWN_NOTIFICATIONS * ownScale + 20_000 * scale}) n;
    insert into public."ChangeFeed" ("kind", "bookingUlid", "coachUserUlid", "createdAt")
    select 'booking', ${ulidOf(2, "n")}, ${ulidOf(1, "1")}, now() - (${total} - n) * interval '1 second'
    from generate_series(1, ${total}) n;
    set session_replication_role = origin`,
  );
  await runSql(supabase, "vacuum analyze");
}
