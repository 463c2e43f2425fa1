import { z } from "zod";

/** Cal.com wraps what it returns as `{ status, data }`; slots come as `{ data, status }`. */
export function envelopeOf<Data extends z.ZodType>(dataSchema: Data) {
  return z.object({ data: dataSchema });
}

/** "HH:mm" on a wall clock. */
export const timeOfDaySchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** Every operation takes these as its last argument. */
export interface CallOptions {
  /** Cancels a read; a write only before it is sent. */
  readonly signal?: AbortSignal | undefined;
}
