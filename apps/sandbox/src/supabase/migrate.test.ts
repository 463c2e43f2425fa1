import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { migrate, readMigrations } from "./migrate.ts";
import { loadTemplate } from "./pglite-template.ts";

const first = "20260101000000_first.sql";
const second = "20260202000000_second.sql";
let database: PGlite;
let dir: string;

const has = (file: string, sql: string) => writeFileSync(join(dir, file), sql);
const run = async () => migrate(database, readMigrations(dir));
const tables = async () => {
  const { rows } = await database.query<{ tablename: string }>(
    "select tablename from pg_tables where schemaname = 'public' order by tablename",
  );
  return rows.map(({ tablename }) => tablename);
};

beforeAll(async () => {
  database = new PGlite({ loadDataDir: await loadTemplate() });
  await database.waitReady;
});
afterAll(() => database.close());
beforeEach(async () => {
  dir = temporaryFolder("migrations-");
  await database.exec(`drop schema public cascade; create schema public;
    drop schema if exists supabase_migrations cascade`);
});

describe("the migrations of the Supabase stand-in", () => {
  it("are each applied once, the oldest first", async () => {
    has(second, "alter table public.a add column more int; create table public.b (id int);");
    has(first, "create table public.a (id int);");
    await run();
    await run();

    expect(await tables()).toEqual(["a", "b"]);
  });

  it("are refused when one was changed or removed after it was applied", async () => {
    has(first, "create table public.a (id int);");
    await run();
    has(first, "create table public.b (id int);");
    await expect(run()).rejects.toThrow(
      `${first} changed after it was applied to this database. Run npm run reset.`,
    );

    rmSync(join(dir, first));
    has(second, "create table public.b (id int);");
    await expect(run()).rejects.toThrow(
      "Migration 20260101000000 was applied to this database and is gone. Run npm run reset.",
    );
    expect(await tables()).toEqual(["a"]);
  });

  it("are refused when one fails, which leaves nothing of it behind, or is misnamed", async () => {
    has(first, "create table public.a (id int); create table public.b (id nonsense);");
    await expect(run()).rejects.toThrow(`${first} failed: type "nonsense" does not exist`);
    expect(await tables()).toEqual([]);

    has(first, "select 1;");
    has("second.sql", "select 1;");
    await expect(run()).rejects.toThrow("second.sql is not named");
  });
});
