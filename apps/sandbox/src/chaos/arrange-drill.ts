import { z } from "zod";
import { fromInstant, now, toInstant } from "./clock.ts";
import { drillApi } from "./drill-api.ts";
import type { DrillStack } from "./drill-stack.ts";
import { ledgersOf } from "./ledgers.ts";
import type { Drill } from "./run-cell.ts";

const DAYS_AHEAD = 21;
const DAY = 86_400_000;
const MINUTE = 60_000;

const bookingSchema = z.object({ startTime: z.string(), durationMinutes: z.number() });
const offerSchema = z.object({
  slots: z.array(z.object({ start: z.string(), verdict: z.string() })),
});

/** The demo's meeting between two connected people, and every time that both could have it. */
export async function arrangeDrill(stack: DrillStack): Promise<Drill> {
  const api = drillApi(stack);
  const bookingUlid = stack.bookings["connected"] ?? "";
  const ask = async (path: string, input: unknown): Promise<unknown> => {
    const answer = await api.query("coach", path, input);
    if (answer.kind !== "data") throw new Error(`${path} gave no data.`);
    return answer.data;
  };
  const booking = bookingSchema.parse(await ask("booking.get", { bookingUlid }));
  const window = {
    from: toInstant(now()),
    to: toInstant(now() + DAYS_AHEAD * DAY),
    timeZone: "UTC",
  };
  const offer = offerSchema.parse(await ask("booking.availability", { bookingUlid, ...window }));
  const mutual = offer.slots.filter(({ verdict }) => verdict === "mutual");
  const starts = withoutOverlaps(
    [booking.startTime, ...mutual.map(({ start }) => start)].map(fromInstant),
    {
      lengthMs: booking.durationMinutes * MINUTE,
    },
  );
  return { stack, api, ledgers: ledgersOf(stack), bookingUlid, starts };
}

/** Times that none of the others touches, so that a meeting at one never takes another away. */
function withoutOverlaps(starts: readonly number[], { lengthMs }: { lengthMs: number }): number[] {
  const kept: number[] = [];
  for (const start of starts.toSorted((left, right) => left - right)) {
    const last = kept.at(-1);
    if (last === undefined || start >= last + lengthMs) kept.push(start);
  }
  return kept;
}
