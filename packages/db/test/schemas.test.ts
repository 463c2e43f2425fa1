import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createMigration } from "../tools/create-migration.ts";
import { createDatabase } from "../tools/embedded-database.ts";
import { generateFromSchemas } from "../tools/generate.ts";
import { migrationsDir, readSqlFiles, schemasDir } from "../tools/sql-files.ts";

const migrations = readSqlFiles(migrationsDir);
const schemas = readSqlFiles(schemasDir);

const withSchema = (sql: string) => [...schemas, { name: "99_test.sql", sql }];

describe("supabase/schemas/*.sql", () => {
  it("declares exactly what all migrations together create", async () => {
    const { differences } = await createMigration(migrations, schemas);
    expect(differences, "run npm run db:diff NAME").toEqual([]);
  });

  it("is what database.types.ts and schema.prisma are generated from", async () => {
    const files = Object.entries(await generateFromSchemas());
    expect(files).toHaveLength(2);
    for (const [file, text] of files) {
      const committed = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
      expect(committed, `${file}: run npm run db:types`).toBe(text);
    }
  });

  it("leaves a new table and a new function closed to everybody", async () => {
    const database = await createDatabase(
      withSchema(`
        create table public."Open" ("id" bigint generated always as identity);
        create function public.open() returns integer language sql set search_path = '' as 'select 1'`),
    );
    const roles = await database.query(`
      select rolname from pg_roles
      where rolname in ('anon', 'authenticated', 'service_role')
        and (has_table_privilege(oid, 'public."Open"', 'select, insert, update, delete, truncate')
          or has_sequence_privilege(oid, 'public."Open_id_seq"', 'usage, select, update')
          or has_function_privilege(oid, 'public.open()', 'execute'))`);
    await database.close();
    expect(roles).toEqual([]);
  });

  it("is refused with the file's name when SQL, or the body of a function, is wrong", async () => {
    await expect(createDatabase(withSchema("create table nonsense"))).rejects.toThrow(
      /^99_test\.sql: syntax error/,
    );
    const unknownColumn = `create function public.f() returns text language sql as 'select "no" from public."User"'`;
    await expect(createDatabase(withSchema(unknownColumn))).rejects.toThrow('column "no"');
  });
});

describe("a migration made from a change of the schemas", () => {
  it("creates what is new and changes what is different, and nothing else differs afterwards", async () => {
    const changed = withSchema(`
      create table public."Invitations" (
        "ulid" char(26) primary key,
        "userUlid" char(26) not null references public."User" ("ulid"));
      alter table public."Invitations" enable row level security;
      create policy "own" on public."Invitations" for select to authenticated
        using ("userUlid" = (select public.current_user_ulid()));
      grant select on public."Invitations" to authenticated;
      alter table public."User" add column "locale" text;
      alter table public."Outbox" drop constraint "Outbox_topic_check";
      alter table public."Outbox" add constraint "Outbox_topic_check" check ("topic" in ('mail', 'webhook'));
      create or replace function public.to_interval(p_ms bigint) returns interval
        language sql immutable set search_path = '' as 'select p_ms * interval ''0.001 seconds'''`);

    const { differences, sql, drops, remaining } = await createMigration(migrations, changed);
    expect(differences).toContain("add table:public.Invitations");
    expect(differences).toContain("change function:public.to_interval(bigint): def");
    expect(remaining).toEqual([]);
    expect(drops).toEqual([]);
    expect(sql).not.toMatch(/owner to|maintain/i);
    expect(sql.match(/^create table .*$/gm)).toEqual(['create table "public"."Invitations" (']);
  });

  it("says what it drops, and what has to be written by hand", async () => {
    const dropping = await createMigration(
      migrations,
      withSchema(`
        alter table public."Notifications" drop column "reason";
        drop function public.rate_limit_prune`),
    );
    expect(dropping.drops).toEqual([
      expect.stringContaining("rate_limit_prune"),
      expect.stringContaining('DROP COLUMN "reason"'),
    ]);
    const opening = await createMigration(
      migrations,
      withSchema("alter default privileges in schema public grant select on tables to anon"),
    );
    expect(opening.remaining).toEqual(["add defaultPrivilege:postgres.public.r.anon"]);
  });
});
