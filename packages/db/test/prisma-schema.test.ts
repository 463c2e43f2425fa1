import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sql } from "./fixtures.ts";
import { type Column, readPrismaColumns } from "./prisma-models.ts";

const schema = readFileSync(new URL("../prisma/schema.prisma", import.meta.url), "utf8");
const byName = (columns: readonly Column[]) =>
  columns.toSorted((one, other) =>
    `${one.table}.${one.column}` < `${other.table}.${other.column}` ? -1 : 1,
  );

describe("the Prisma schema", () => {
  it("describes exactly the tables and columns of the database", async () => {
    const columns = await sql<Column>(`
      select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
        not a.attnotnull as "isNullable", a.atthasdef or a.attidentity <> '' as "hasDefault"
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`);

    expect(columns.length).toBeGreaterThan(80);
    expect(byName(readPrismaColumns(schema))).toEqual(byName(columns));
  });

  it("names the same unique columns and foreign keys", async () => {
    const uniques = await sql<{ name: string }>(`
      select c.relname || '.' || a.attname as name
      from pg_index i join pg_class c on c.oid = i.indrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where c.relnamespace = 'public'::regnamespace and i.indisunique and i.indnkeyatts = 1 and i.indpred is null`);
    const foreignKeys = await sql<{ name: string }>(`
      select c.relname || '.' || a.attname || ' -> ' || f.relname as name
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
      where k.contype = 'f' and c.relnamespace = 'public'::regnamespace`);

    const lines = schema.split("\n");
    const described = { uniques: new Set<string>(), foreignKeys: new Set<string>() };
    let model = "";
    for (const line of lines) {
      model = /^model (\w+)/.exec(line)?.[1] ?? model;
      const field = /^ {2}(\w+)\s+(\w+)/.exec(line);
      if (field && /@id|@unique/.test(line)) described.uniques.add(`${model}.${field[1]}`);
      const key = /fields: \[(\w+)\]/.exec(line)?.[1];
      if (field && key) described.foreignKeys.add(`${model}.${key} -> ${field[2]}`);
    }
    expect(described.uniques).toEqual(new Set(uniques.map((row) => row.name)));
    expect(described.foreignKeys).toEqual(new Set(foreignKeys.map((row) => row.name)));
  });
});

describe("the indexes of the Prisma schema", () => {
  it("are all that Prisma can describe", async () => {
    const indexes = await sql<{ name: string }>(`
      select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam
      where c.relnamespace = 'public'::regnamespace and m.amname = 'btree' and not i.indisprimary
        and i.indpred is null and i.indexprs is null and (not i.indisunique or i.indnkeyatts > 1)`);

    const named = [...schema.matchAll(/^ {2}@@(?:index|unique)\(.*map: "(\w+)"/gm)];
    expect(new Set(named.map(([, name]) => name))).toEqual(new Set(indexes.map((row) => row.name)));
  });
});

describe("readPrismaColumns", () => {
  it("separates columns from relations, and reads types, nulls and defaults", () => {
    const columns = readPrismaColumns(
      "model A {\n  ulid String @id @db.Char(26)\n  at DateTime? @db.Timestamptz(3)\n  n Int @default(1)\n  b B[]\n}\nmodel B {\n  a A @relation(fields: [x])\n  x Json\n}\n",
    );

    expect(columns.map(({ table, column }) => `${table}.${column}`)).toEqual([
      "A.ulid",
      "A.at",
      "A.n",
      "B.x",
    ]);
    expect(columns[1]).toMatchObject({ type: "timestamp(3) with time zone", isNullable: true });
    expect(columns[2]).toMatchObject({ type: "integer", hasDefault: true });
  });

  it("throws for an unknown type", () => {
    expect(() => readPrismaColumns("model A {\n  a Decimal\n}\n")).toThrow("Decimal");
  });
});
