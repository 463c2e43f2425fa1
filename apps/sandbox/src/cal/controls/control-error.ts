import { z } from "zod";
import { readInstant } from "../time/instant.ts";

/** A control call that failed; answered with its status and one sentence. */
export class ControlError extends Error {
  readonly status: 400 | 404;

  constructor(status: 400 | 404, message: string) {
    super(message);
    this.status = status;
  }
}

/** An instant as an ISO 8601 string or epoch milliseconds. */
export const instantSchema = z
  .union([z.string(), z.number()])
  .transform((value) => (typeof value === "number" ? value : readInstant(value)))
  .refine((value) => value !== null, { error: "is not an instant" })
  .transform(Number);
