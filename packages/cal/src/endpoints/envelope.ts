import { z } from "zod";

/** Cal.com wraps what it returns as `{ status, data }`; slots come as `{ data, status }`. */
export function envelopeOf<Data extends z.ZodType>(dataSchema: Data) {
  return z.object({ data: dataSchema });
}

/** "HH:mm" on a wall clock. */
export const timeOfDaySchema = z.string().regex(/^\d{2}:\d{2}$/);

/** Options every operation takes last. */
export interface CallOptions {
  /** Cancels a read; a write only as long as it has not left. */
  readonly signal?: AbortSignal | undefined;
}
