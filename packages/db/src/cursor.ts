import { z } from "zod";
import { DbError } from "./db-error.ts";
import { ulidSchema } from "./row-schemas.ts";

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const cursorSchema = z.tuple([z.string().regex(INSTANT), ulidSchema]);

/** The place after one row of a list that is ordered by an instant, then by ulid. */
interface Position {
  readonly instant: string;
  readonly ulid: string;
}

/** A position as opaque text, which the client sends back. */
function encodeCursor({ instant, ulid }: Position): string {
  return Buffer.from(JSON.stringify([instant, ulid])).toString("base64url");
}

/**
 * Decodes a cursor. Its parts are validated strictly enough to be safe in a filter.
 *
 * @throws {DbError} INVALID for anything else
 */
export function decodeCursor(cursor: string, table: string): Position {
  const [instant, ulid] = parseCursor(cursorSchema, cursor, table);
  return { instant, ulid };
}

function parseCursor<T>(schema: z.ZodType<T>, cursor: string, table: string): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (error) {
    throw new DbError("INVALID", { table, operation: "list", cause: error });
  }
}

/** A place in a list that is read in both directions. */
export interface Place extends Position {
  /** Whether the rows before it are meant. */
  readonly isBefore: boolean;
}

const placeSchema = z.tuple([
  z.string().regex(INSTANT),
  ulidSchema,
  z.literal("before").optional(),
]);

/** A place as opaque text; after a row it is the same as the position of that row. */
export function encodePlace({ instant, ulid, isBefore }: Place): string {
  const parts = isBefore ? [instant, ulid, "before"] : [instant, ulid];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** @throws {DbError} INVALID for anything but a place */
export function decodePlace(cursor: string, table: string): Place {
  const [instant, ulid, before] = parseCursor(placeSchema, cursor, table);
  return { instant, ulid, isBefore: before !== undefined };
}

/** The PostgREST condition for the rows after a position, in the list's direction. */
export function afterPosition(
  column: string,
  { instant, ulid }: Position,
  direction: "ascending" | "descending",
): string {
  const beyond = direction === "ascending" ? "gt" : "lt";
  return `or(${column}.${beyond}."${instant}",and(${column}.eq."${instant}",ulid.${beyond}.${ulid}))`;
}

/** One page of a list that was queried with one row more than the page has. */
export function toPage<T extends { ulid: string }>(
  rows: readonly T[],
  limit: number,
  instantOf: (row: T) => string,
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    items,
    nextCursor: hasMore ? encodeCursor({ instant: instantOf(last), ulid: last.ulid }) : null,
  };
}
