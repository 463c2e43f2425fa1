import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMigration } from "../tools/create-migration.ts";
import { createDatabase, type EmbeddedDatabase, tryOut } from "../tools/embedded-database.ts";
import { generateFiles } from "../tools/generate.ts";
import { migrationsDir, readSqlFiles, schemasDir } from "../tools/sql-files.ts";

const migrations = readSqlFiles(migrationsDir);
const schemas = readSqlFiles(schemasDir);

const testFile = (sql: string) => ({ name: "99_test.sql", sql });

let migrated: EmbeddedDatabase;
let declared: EmbeddedDatabase;

/** The migration that a change of the schemas makes necessary. */
const migrationFor = (change: string) =>
  tryOut(declared, async (changed) => {
    await changed.exec(change);
    return createMigration(migrated, changed);
  });

// Starts several embedded databases, which takes long on a busy machine.
const timeout = 120_000;

beforeAll(async () => {
  migrated = await createDatabase(migrations);
  declared = await createDatabase(schemas);
}, timeout);

afterAll(() => Promise.all([migrated, declared].map((database) => database.close())));

describe("supabase/schemas/*.sql", { timeout }, () => {
  it("declares exactly what all migrations together create", async () => {
    const { differences } = await createMigration(migrated, declared);
    expect(differences, "run npm run db:diff NAME").toEqual([]);
  });

  it("grants no privilege that PostgreSQL 15 does not have", () => {
    // "grant all" becomes a list that includes MAINTAIN, which is new in 17.
    const grants = migrations.flatMap(({ sql }) => sql.match(/^grant [^;]*maintain[^;]*/gim) ?? []);
    expect(grants).toEqual([]);
  });

  it("is what database.types.ts and schema.prisma are generated from", async () => {
    const files = Object.entries(await generateFiles(declared.query));
    expect(files).toHaveLength(2);
    for (const [file, text] of files) {
      const committed = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
      expect(committed, `${file}: run npm run db:types`).toBe(text);
    }
  });

  it("leaves new tables and functions closed to every API role", async () => {
    const database = await createDatabase([
      ...schemas.slice(0, 1),
      testFile(`
        create table public."Open" ("id" bigint generated always as identity);
        create function public.open() returns integer language sql set search_path = '' as 'select 1'`),
    ]);
    const roles = await database.query(`
      select rolname from pg_roles
      where rolname in ('anon', 'authenticated', 'service_role')
        and (has_table_privilege(oid, 'public."Open"', 'select, insert, update, delete, truncate')
          or has_sequence_privilege(oid, 'public."Open_id_seq"', 'usage, select, update')
          or has_function_privilege(oid, 'public.open()', 'execute'))`);
    await database.close();
    expect(roles).toEqual([]);
  });

  it("is rejected with the file's name when a statement or a function body is wrong", async () => {
    await expect(createDatabase([testFile("create table nonsense")])).rejects.toThrow(
      /^99_test\.sql: syntax error/,
    );
    const body = `create function public.f() returns text language sql as 'select no from pg_class'`;
    await expect(createDatabase([testFile(body)])).rejects.toThrow('column "no" does not exist');
  });
});

describe("a migration generated from a change of the schemas", { timeout }, () => {
  it("adds and changes what differs, and leaves no difference", async () => {
    const { differences, sql, drops, remaining } = await migrationFor(`
      create table public."Invitations" (
        "ulid" char(26) primary key,
        "userUlid" char(26) not null references public."User" ("ulid"));
      alter table public."Invitations" enable row level security;
      create policy "own" on public."Invitations" for select to authenticated
        using ("userUlid" = (select public.current_user_ulid()));
      grant select on public."Invitations" to authenticated;
      alter table public."User" add column "nickname" text;
      alter table public."Outbox" drop constraint "Outbox_topic_check";
      alter table public."Outbox" add constraint "Outbox_topic_check" check ("topic" in ('mail', 'webhook'));
      create or replace function public.to_interval(p_ms bigint) returns interval
        language sql immutable set search_path = '' as 'select p_ms * interval ''0.001 seconds'''`);
    expect(differences).toContain("add table:public.Invitations");
    expect(differences).toContain("change function:public.to_interval(bigint): def");
    expect(remaining).toEqual([]);
    expect(drops).toEqual([]);
    expect(sql).not.toMatch(/owner to|maintain/i);
    expect(sql.match(/^create table .*$/gm)).toEqual(['create table "public"."Invitations" (']);
  });

  it("reports what it drops and what must be written by hand", async () => {
    const { drops, remaining } = await migrationFor(`
      alter table public."Notifications" drop column "overriddenVerdict";
      drop function public.rate_limit_prune;
      alter default privileges in schema public grant select on tables to anon`);
    expect(drops).toEqual([
      expect.stringContaining("rate_limit_prune"),
      expect.stringContaining('DROP COLUMN "overriddenVerdict"'),
    ]);
    expect(remaining).toEqual(["add defaultPrivilege:postgres.public.r.anon"]);
  });
});
