import type { Catalogue, Column, ForeignKey, Routine, Table } from "./catalogue.ts";

const SCALARS: Readonly<Record<string, string>> = {
  bigint: "number",
  boolean: "boolean",
  character: "string",
  integer: "number",
  jsonb: "Json",
  text: "string",
  "timestamp with time zone": "string",
  void: "undefined",
};

const HEAD = `export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  __InternalSupabase: {
    PostgrestVersion: "12"
  }
  public: {
    Tables: {
`;
const EMPTY = `{
      [_ in never]: never
    }`;

/**
 * The types that `createClient<Database>()` takes, in the shape of `supabase gen types`. One difference: a parameter
 * that the function's comment calls nullable has `| null`.
 *
 * @throws {Error} for a PostgreSQL type without a TypeScript type in this file
 */
export function databaseTypes({ tables, routines }: Catalogue): string {
  const names = new Set(tables.map(({ name }) => name));
  return [
    HEAD,
    ...byName(tables).map(tableType),
    `    }\n    Views: ${EMPTY}\n    Functions: {\n`,
    ...routines.map((routine) => routineType(routine, names)),
    `    }\n    Enums: ${EMPTY}\n    CompositeTypes: ${EMPTY}\n  }\n}\n`,
  ].join("");
}

function tableType({ name, columns, foreignKeys, indexes }: Table): string {
  const fields = (kind: string, field: (column: Column) => string) =>
    `        ${kind}: {\n${byName(columns)
      .map((column) => `          ${field(column)}\n`)
      .join("")}        }\n`;
  const isUnique = ({ columns: [first, ...rest] }: ForeignKey) =>
    rest.length === 0 &&
    indexes.some(
      (index) =>
        index.kind !== "index" &&
        !index.isSpecial &&
        index.columns.length === 1 &&
        index.columns[0]?.name === first,
    );
  return [
    `      ${name}: {\n`,
    fields("Row", (column) => `${column.name}: ${columnType(column)}`),
    fields("Insert", (column) => insertField(column)),
    fields("Update", (column) => `${column.name}?: ${writtenType(column)}`),
    "        Relationships: [\n",
    ...foreignKeys.map((key) => relationship(key, isUnique(key))),
    "        ]\n      }\n",
  ].join("");
}

function relationship({ name, columns, target, targetColumns }: ForeignKey, isOneToOne: boolean) {
  return `          {
            foreignKeyName: "${name}"
            columns: ${JSON.stringify(columns)}
            isOneToOne: ${isOneToOne}
            referencedRelation: "${target}"
            referencedColumns: ${JSON.stringify(targetColumns)}
          },
`;
}

const columnType = ({ type, isNullable }: Column) =>
  isNullable ? `${scriptType(type)} | null` : scriptType(type);

const writtenType = (column: Column) => (column.isIdentity ? "never" : columnType(column));

function insertField(column: Column): string {
  const isOptional = column.isNullable || column.isIdentity || column.default !== null;
  return `${column.name}${isOptional ? "?" : ""}: ${writtenType(column)}`;
}

function routineType(
  { name, parameters, returns, returnsSet }: Routine,
  tables: ReadonlySet<string>,
) {
  const lines = parameters.map(
    (parameter) =>
      `          ${parameter.name}: ${scriptType(parameter.type)}${parameter.isNullable ? " | null" : ""}\n`,
  );
  const args = lines.length === 0 ? "Record<PropertyKey, never>" : `{\n${lines.join("")}        }`;
  const table = returns.replaceAll('"', "");
  const type = tables.has(table)
    ? `Database["public"]["Tables"]["${table}"]["Row"]`
    : scriptType(returns);
  return `      ${name}: {\n        Args: ${args}\n        Returns: ${type}${returnsSet ? "[]" : ""}\n      }\n`;
}

function scriptType(type: string): string {
  if (type.endsWith("[]")) return `${scriptType(type.slice(0, -2))}[]`;
  const scalar = SCALARS[type.replace(/\(\d+\)/, "")];
  if (!scalar) throw new Error(`There is no TypeScript type for ${type} in database-types.ts.`);
  return scalar;
}

function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return items.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
