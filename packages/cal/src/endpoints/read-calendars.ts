import { z } from "zod";

/** One calendar of a connected account. Cal.com checks only selected ones for conflicts. */
interface CalCalendar {
  readonly credentialId: number;
  readonly externalId: string;
  readonly isSelected: boolean;
  /** For its owner only. */
  readonly name: string | null;
}

/** A connection to a calendar provider that has stopped working: what is in its calendars is not known. */
export interface BrokenConnection {
  /** The provider as Cal.com calls it, such as "Google Calendar"; null when the answer does not say. */
  readonly integration: string | null;
}

/** The calendars of all connections. */
export interface CalCalendars {
  readonly calendars: readonly CalCalendar[];
  /** Cal.com lists a broken connection without calendars and without failing. */
  readonly broken: readonly BrokenConnection[];
}

const calendarSchema = z.object({
  credentialId: z.number(),
  externalId: z.string(),
  isSelected: z.boolean(),
  name: z.string().nullish().catch(null),
});

const connectionSchema = z.object({
  integration: z.unknown().optional(),
  calendars: z.array(z.unknown()).nullish(),
  error: z.unknown().optional(),
});

/** Reads connections one by one: one that cannot be read is broken, and hides no other. */
export function readCalendars(connections: readonly unknown[]): CalCalendars {
  const calendars: CalCalendar[] = [];
  const broken: BrokenConnection[] = [];
  for (const row of connections) {
    const read = readConnection(row);
    calendars.push(...read.calendars);
    if (read.isBroken) broken.push({ integration: providerOf(row) });
  }
  return { calendars, broken };
}

function readConnection(row: unknown): { calendars: CalCalendar[]; isBroken: boolean } {
  const connection = connectionSchema.safeParse(row);
  const rows = connection.data?.calendars;
  if (!rows) return { calendars: [], isBroken: true };
  const read = rows.map((each) => calendarSchema.safeParse(each));
  const calendars = read.flatMap(({ data }) => (data ? [toCalendar(data)] : []));
  const hasError = (connection.data?.error ?? null) !== null;
  return { calendars, isBroken: hasError || read.some(({ success }) => !success) };
}

function toCalendar({ name = null, ...calendar }: z.infer<typeof calendarSchema>): CalCalendar {
  return { ...calendar, name };
}

const providerSchema = z.object({
  integration: z.object({
    title: z.string().optional().catch(undefined),
    name: z.string().optional().catch(undefined),
  }),
});
const longestName = 60;

function providerOf(row: unknown): string | null {
  const { title, name } = providerSchema.safeParse(row).data?.integration ?? {};
  return (title || name)?.trim().slice(0, longestName) || null;
}
