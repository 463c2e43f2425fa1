import { describe, expect, it } from "vitest";
import { db, makeMeeting, serverClient, sql } from "./fixtures.ts";

describe("the catalogue", () => {
  it("lets users call only the functions on this list", async () => {
    const rows = await sql<{ function: string; role: string }>(`
      select p.proname as function, r.rolname as role
      from pg_proc p cross join pg_roles r
      where p.pronamespace = 'public'::regnamespace and r.rolname in ('anon', 'authenticated')
        and has_function_privilege(r.oid, p.oid, 'execute')
      order by 1, 2`);
    expect(rows).toEqual([
      { function: "bookings_list", role: "authenticated" },
      { function: "bookings_page", role: "authenticated" },
      { function: "check_request", role: "anon" },
      { function: "check_request", role: "authenticated" },
      { function: "current_user_ulid", role: "authenticated" },
    ]);
  });

  it("lets users read and update only these columns", async () => {
    const rows = await sql<{ grant: string; columns: string }>(`
      select concat_ws(' ', grantee, privilege_type, table_name) as grant,
        string_agg(column_name::text, ',' order by column_name::text) as columns
      from information_schema.column_privileges
      where table_schema = 'public' and grantee in ('PUBLIC', 'anon', 'authenticated')
        and table_name not in ('Bookings', 'Notifications')
      group by 1 order by 1`);
    expect(rows).toEqual([
      {
        grant: "authenticated SELECT BookingEvents",
        columns:
          "actorRole,attemptUlid,bookingUlid,cause,createdAt,fromEndTime,fromStartTime,kind,reason,recovered,toEndTime,toStartTime,version",
      },
      { grant: "authenticated SELECT User", columns: "name,timeZone,ulid" },
    ]);
    const writes = await sql(`
      select table_name, column_name, privilege_type from information_schema.column_privileges
      where table_schema = 'public' and grantee in ('PUBLIC', 'anon', 'authenticated') and privilege_type <> 'SELECT'`);
    expect(writes).toEqual([
      { table_name: "Notifications", column_name: "readAt", privilege_type: "UPDATE" },
    ]);
    const deletes = await sql(`
      select table_name, privilege_type from information_schema.role_table_grants
      where table_schema = 'public' and grantee in ('PUBLIC', 'anon', 'authenticated') and privilege_type <> 'SELECT'`);
    expect(deletes).toEqual([]);
  });

  it("has row-level security on every table", async () => {
    const rows = await sql(`
      select relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') and not relrowsecurity`);
    expect(rows).toEqual([]);
  });

  it("grants users no sequence", async () => {
    const rows = await sql(`
      select c.relname, r.rolname from pg_class c cross join pg_roles r
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'S' and r.rolname in ('anon', 'authenticated')
        and has_sequence_privilege(r.oid, c.oid, 'usage, select, update')`);
    expect(rows).toEqual([]);
  });

  it("pins the search path of every function but the one that is inlined", async () => {
    const rows = await sql(`
      select proname, prosecdef from pg_proc
      where pronamespace = 'public'::regnamespace and not 'search_path=""' = any (coalesce(proconfig, '{}'))`);
    expect(rows).toEqual([{ proname: "to_interval", prosecdef: false }]);
  });

  it("updates updatedAt on every update", async () => {
    const rows = await sql<{ table: string }>(`
      select c.table_name as table from information_schema.columns c
      where c.table_schema = 'public' and c.column_name = 'updatedAt' and not exists (
        select from information_schema.triggers t
        where t.event_object_table = c.table_name and t.action_timing = 'BEFORE' and t.event_manipulation = 'UPDATE')`);
    expect(rows).toEqual([]);

    const { bookingUlid } = await makeMeeting();
    const before = await db.bookings.getByUlid(bookingUlid);
    await serverClient.from("Bookings").update({ title: "Renamed" }).eq("ulid", bookingUlid);
    const after = await db.bookings.getByUlid(bookingUlid);
    expect(Date.parse(after?.updatedAt ?? "")).toBeGreaterThan(Date.parse(before?.updatedAt ?? ""));
  });
});
