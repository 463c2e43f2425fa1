import type { Sql } from "postgres";

/** Indexes that no statement used, but those that keep rows unique or apart. */
export async function listUnusedIndexes(sql: Sql, used: ReadonlySet<string>): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select c.relname as name from pg_index i
    join pg_class c on c.oid = i.indexrelid
    join pg_class t on t.oid = i.indrelid
    where t.relnamespace = 'public'::regnamespace and not i.indisunique and not i.indisexclusion
      and not t.relispartition
    order by 1`;
  return rows.map(({ name }) => name).filter((name) => !used.has(name));
}

/** For servers of the version before: no repository calls them, and none can be added here without a reason. */
const forOlderServers = [
  "answer_claim_due",
  "booking_record_status",
  "booking_set_upstream_status",
  "bookings_page",
  "cal_integration_note_left_alone",
  "cal_integration_note_sync",
  "change_feed_read",
  "job_claim",
  "outbox_bury",
  "outbox_claim",
  "outbox_done",
  "outbox_retry",
  "reschedule_apply",
  "reschedule_claim_due",
  "reschedule_mark_sending",
  "webhook_inbox_claim",
  "webhook_inbox_receive",
];
/** PostgreSQL puts its body in the place of a call. */
const inlined = ["to_interval"];

/** Functions that no question called, of those that it should have. */
export async function listUncalledFunctions(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select p.proname as name from pg_proc p
    left join pg_stat_user_functions s on s.funcid = p.oid
    where p.pronamespace = 'public'::regnamespace and coalesce(s.calls, 0) = 0
      and p.proname <> all (${[...forOlderServers, ...inlined]})
    order by 1`;
  return rows.map(({ name }) => name);
}
