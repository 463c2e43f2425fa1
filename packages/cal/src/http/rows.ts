import { z } from "zod";
import { formatInstant } from "../time/instant.ts";
import { readLooseInstant } from "../time/loose-instant.ts";

/** A row of a list that is not what it should be, and what could be read of it all the same. */
export interface UnreadableRow {
  readonly uid: string | null;
  /** ISO 8601 in UTC: the earliest instant that the row's start can mean. */
  readonly start: string | null;
  /** ISO 8601 in UTC: the latest instant that the row's end can mean. */
  readonly end: string | null;
  /** The first field that could not be read, such as "start"; never text from an answer. */
  readonly reason: string;
}

/** A list whose rows were parsed one by one, in the order of the answer. */
export interface Rows<Row> {
  readonly rows: Row[];
  readonly unreadable: UnreadableRow[];
}

/**
 * The schema of a list whose rows are parsed one by one: a row that `rowSchema` refuses is in
 * `unreadable`, and never an error of the whole list. Only a list that is no array is one.
 */
export function rowsOf<Row>(rowSchema: z.ZodType<Row>): z.ZodType<Rows<Row>> {
  return z.array(z.unknown()).transform((list) => parseRows(rowSchema, list));
}

/** The rows of a list that `rowSchema` accepts, and what could be read of the others. */
export function parseRows<Row>(rowSchema: z.ZodType<Row>, list: readonly unknown[]): Rows<Row> {
  const parsed: Rows<Row> = { rows: [], unreadable: [] };
  for (const row of list) {
    const result = rowSchema.safeParse(row);
    if (result.success) parsed.rows.push(result.data);
    else parsed.unreadable.push(unreadableRow(row, reasonOf(result.error)));
  }
  return parsed;
}

/** What can be read of a row that is no more than a value of some kind. */
export function unreadableRow(row: unknown, reason: string): UnreadableRow {
  const uid = textAt(row, "uid");
  const start = readLooseInstant(textAt(row, "start"));
  const end = readLooseInstant(textAt(row, "end"));
  const isBackwards = start !== null && end !== null && end.latest < start.earliest;
  return {
    uid: uid === "" ? null : uid,
    start: start ? formatInstant(start.earliest) : null,
    end: end && !isBackwards ? formatInstant(end.latest) : null,
    reason,
  };
}

function textAt(row: unknown, key: string): string | null {
  if (typeof row !== "object" || row === null) return null;
  const value: unknown = Reflect.get(row, key);
  return typeof value === "string" ? value : null;
}

/** Names of our schema's own fields; an index says nothing. */
function reasonOf({ issues }: z.ZodError): string {
  const path = issues[0]?.path.filter((part) => typeof part === "string") ?? [];
  return path.length === 0 ? "row" : path.join(".");
}
