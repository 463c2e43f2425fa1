/** One column, as both the Prisma schema and the catalogue describe it. */
export interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly isNullable: boolean;
  readonly hasDefault: boolean;
}

const MODEL = /^model (\w+) \{\n([\s\S]*?)^\}/gm;
const FIELD = /^ {2}(\w+)\s+(\w+)(\?|\[\])?(.*)$/gm;
const PLAIN_TYPES: Readonly<Record<string, string>> = {
  String: "text",
  Int: "integer",
  Boolean: "boolean",
  Json: "jsonb",
  BigInt: "bigint",
};

/**
 * The columns of every model of a Prisma schema. Relation fields have none; a scalar's Postgres type is
 * Prisma's default for it, or its `@db` attribute.
 *
 * @throws {Error} for an unknown type
 */
export function readPrismaColumns(schema: string): Column[] {
  const models = [...schema.matchAll(MODEL)].map(([, name = "", body = ""]) => ({ name, body }));
  const names = new Set(models.map((model) => model.name));
  return models.flatMap(({ name, body }) =>
    [...body.matchAll(FIELD)].flatMap(([, column = "", type = "", modifier = "", rest = ""]) =>
      names.has(type)
        ? []
        : {
            table: name,
            column,
            type: postgresType(type, rest) + (modifier === "[]" ? "[]" : ""),
            isNullable: modifier === "?",
            hasDefault: rest.includes("@default("),
          },
    ),
  );
}

function postgresType(type: string, attributes: string): string {
  const native = /@db\.(\w+)\((\d+)\)/.exec(attributes);
  if (native?.[1] === "Char") return `character(${native[2]})`;
  if (native?.[1] === "Timestamptz") return `timestamp(${native[2]}) with time zone`;
  const plain = PLAIN_TYPES[type];
  if (!plain || native) throw new Error(`Unknown Prisma type: ${type} ${attributes}.`);
  return plain;
}
