import { z } from "zod";

export const limitsSchema = z.strictObject({
  /** Requests a minute with one API key. */
  perKey: z.number().int().positive(),
  /** With one OAuth access token. */
  perToken: z.number().int().positive(),
  /** Without a token, from one address; one count for every operation. */
  anonymous: z.number().int().positive(),
  /** Seconds for which a caller that exceeded its limit is refused. */
  blockS: z.number().int().min(0),
});
export type Limits = z.infer<typeof limitsSchema>;

/** Those of the real service (observed). */
export const realLimits: Limits = { perKey: 120, perToken: 500, anonymous: 120, blockS: 60 };

/** The same number for everyone, for servers whose tests are not about limits. */
export function equalLimits(requests: number): Limits {
  return { ...realLimits, perKey: requests, perToken: requests, anonymous: requests };
}
