import postgres, { type Sql } from "postgres";
import { afterAll, describe, expect, it } from "vitest";
import { listDifferences, readFacts } from "../../tools/compare.ts";
import { readSqlFiles, schemasDir } from "../../tools/sql-files.ts";
import { applyFiles, createDatabase } from "./create-database.ts";

const open: Sql[] = [];
const factsOf = (url: string) => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  open.push(sql);
  return readFacts(async <Row>(text: string, parameters: unknown[] = []) => [
    ...(await sql.unsafe<Row[] & Record<string, unknown>[]>(text, parameters as never[])),
  ]);
};

afterAll(() => Promise.all(open.map((sql) => sql.end())));

describe("on PostgreSQL", () => {
  it("all migrations together create exactly what supabase/schemas/*.sql declares", async () => {
    const declared = await createDatabase(process.env["STRICT_POSTGRES_URL"] ?? "");
    const bodies = { name: "settings", sql: "set check_function_bodies = off" };
    await applyFiles(declared, [bodies, ...readSqlFiles(schemasDir)]);
    const migrated = await factsOf(process.env["STRICT_DATABASE_URL"] ?? "");
    expect(migrated.facts().length).toBeGreaterThan(500);
    expect(listDifferences(migrated, await factsOf(declared))).toEqual([]);
  });
});
