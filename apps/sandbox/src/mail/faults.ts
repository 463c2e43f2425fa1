import { z } from "zod";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Problem } from "./problem.ts";

export const faultSchema = z.object({
  status: z.number().int().min(400).max(599),
  /** The number of send calls that fail; 0 clears the fault. */
  times: z.number().int().min(0).default(1),
  /** Another error of that status, such as `daily_quota_exceeded`. */
  name: z.string().optional(),
  /** Seconds, for a 429. */
  retryAfter: z.number().int().min(0).optional(),
  /** True to accept the message anyway, so that only the response is lost. */
  afterCommit: z.boolean().default(false),
});
export type Fault = z.infer<typeof faultSchema>;

/** The pending fault. */
export interface FaultBook {
  set(fault: Fault): void;
  /** Uses up one call of the fault; null if there is none. */
  take(): Fault | null;
}

export function createFaultBook(): FaultBook {
  let current: Fault | null = null;
  let left = 0;
  return {
    set: (fault) => {
      current = fault;
      left = fault.times;
    },
    take: () => {
      if (current === null || left === 0) return null;
      left -= 1;
      return current;
    },
  };
}

const names: Readonly<Record<number, string>> = {
  403: "invalid_api_key",
  422: "validation_error",
  429: "rate_limit_exceeded",
  500: "internal_server_error",
};

/** Resend's error for the status. */
export function problemOf(fault: Fault): Problem {
  const name = fault.name ?? names[fault.status] ?? "application_error";
  const message = "This answer was asked for.";
  const problem = new Problem(toStatus(fault.status), name, message);
  if (fault.retryAfter !== undefined) problem.retryAfter = fault.retryAfter;
  return problem;
}

function toStatus(status: number): ContentfulStatusCode {
  const known: readonly ContentfulStatusCode[] = [
    400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504,
  ];
  return known.find((entry) => entry === status) ?? 500;
}
