import { z } from "zod";
import { CalError } from "../errors/cal-error.ts";
import { parseRows } from "../http/rows.ts";
import { type Transport } from "../http/transport.ts";
import { formatInstant } from "../time/instant.ts";
import { readLooseInstant } from "../time/loose-instant.ts";
import { type CallOptions, envelopeOf } from "./envelope.ts";

/** Days out of office, both inclusive: whole days of the person's own time zone. */
interface CalOutOfOffice {
  /** "YYYY-MM-DD". */
  readonly firstDay: string;
  readonly lastDay: string;
}

export interface OutOfOfficeList {
  readonly entries: readonly CalOutOfOffice[];
  /** Entries of which it is not known when they are. */
  readonly unreadable: number;
}

const answerSchema = envelopeOf(z.array(z.unknown()));
const entrySchema = z.object({ start: z.string(), end: z.string() });
const pageSize = 250;
const maxPages = 8;

/**
 * The account's days out of office, past ones included (GET /v2/me/ooo: documented, not observed).
 * null where the server is older and does not have it, or the token may not read it.
 */
export async function listOutOfOffice(
  transport: Transport,
  { signal }: CallOptions = {},
): Promise<OutOfOfficeList | null> {
  const rows: unknown[] = [];
  for (let page = 0; page < maxPages; page += 1) {
    const answer = await readPage(transport, { page, signal });
    if (answer === null) return null;
    rows.push(...answer);
    if (answer.length < pageSize) break;
  }
  const entries = rows.flatMap((row) => readEntry(row) ?? []);
  return { entries, unreadable: rows.length - entries.length };
}

async function readPage(
  transport: Transport,
  { page, signal }: CallOptions & { page: number },
): Promise<unknown[] | null> {
  try {
    const { data } = await transport.request({
      operation: "me.listOutOfOffice",
      method: "GET",
      path: "/v2/me/ooo",
      query: { take: pageSize, skip: page * pageSize },
      schema: answerSchema,
      skippedIn: (answer) => parseRows(entrySchema, answer.data).unreadable,
      signal,
    });
    return data;
  } catch (error) {
    const isMissing = error instanceof CalError && missing.has(error.code);
    if (isMissing) return null;
    throw error;
  }
}

/** How Cal.com refuses a route that it does not have, or that the token has no scope for. */
const missing: ReadonlySet<CalError["code"]> = new Set([
  "INVALID_REQUEST",
  "NOT_FOUND",
  "FORBIDDEN",
]);

/** Cal.com stores instants and counts the UTC dates of both. */
function readEntry(row: unknown): CalOutOfOffice | null {
  const { data } = entrySchema.safeParse(row);
  const [start, end] = [readLooseInstant(data?.start ?? null), readLooseInstant(data?.end ?? null)];
  if (!start || !end || end.asUtc < start.asUtc) return null;
  return { firstDay: dateOf(start.asUtc), lastDay: dateOf(end.asUtc) };
}

function dateOf(instant: number): string {
  return formatInstant(instant).slice(0, 10);
}
