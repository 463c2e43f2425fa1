import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sql } from "./fixtures.ts";

const source = readFileSync(new URL("../src/database.types.ts", import.meta.url), "utf8");
const TABLE = /^ {6}(\w+): \{\n {8}Row: \{\n([\s\S]*?)^ {8}\}/gm;
const FIELD = /^ {10}(\w+): (.+)$/gm;
const FUNCTION = /^ {6}([a-z_]+): \{\n {8}Args: (?:\{\n([\s\S]*?)^ {8}\}|.*)\n/gm;

describe("the Database types", () => {
  it("have exactly the columns of the database, and which of them can be null", async () => {
    const columns = await sql<{ name: string; kind: string; nullable: boolean }>(`
      select table_name || '.' || column_name as name, is_nullable = 'YES' as nullable,
        case udt_name when 'bool' then 'boolean' when 'int4' then 'number' when 'int8' then 'number' when '_text' then 'string[]' when '_int4' then 'number[]' when 'jsonb' then 'Json' else 'string' end as kind
      from information_schema.columns where table_schema = 'public'`);

    const typed = [...source.matchAll(TABLE)].flatMap(([, table, body = ""]) =>
      [...body.matchAll(FIELD)].map(([, column, type]) => `${table}.${column}: ${type}`),
    );
    const wanted = columns.map(
      ({ name, kind, nullable }) => `${name}: ${kind}${nullable ? " | null" : ""}`,
    );
    expect(new Set(typed)).toEqual(new Set(wanted));
  });

  it("name the parameters of every function as the database does", async () => {
    const functions = await sql<{ name: string; parameters: string[] | null }>(`
      select proname as name, proargnames as parameters from pg_proc where pronamespace = 'public'::regnamespace`);
    const known = new Map(functions.map(({ name, parameters }) => [name, parameters ?? []]));

    const typed = [...source.matchAll(FUNCTION)].map(([, name = "", body = ""]) => ({
      name,
      parameters: [...body.matchAll(FIELD)].map(([, parameter = ""]) => parameter),
    }));
    expect(typed.length).toBeGreaterThan(10);
    expect(typed.map(({ name, parameters }) => ({ name, parameters }))).toEqual(
      typed.map(({ name }) => ({ name, parameters: known.get(name) })),
    );
  });
});
