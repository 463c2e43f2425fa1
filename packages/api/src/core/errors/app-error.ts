import type { ErrorKind } from "@reslot/messages";
import { messageOf } from "./message.ts";
import type { AppErrorCode, ErrorDetails, ErrorPayload } from "./payload.ts";

interface AppErrorOptions {
  /** Worded for its reader; when left out, as for a program that knows no names. */
  message?: string;
  /** Which variant of the code it is, where the details do not say. */
  kind?: ErrorKind;
  details?: ErrorDetails;
  /** Which rate limit it was; told in headers only. */
  limit?: RateLimit;
  cause?: unknown;
}

interface RateLimit {
  count: number;
  windowMs: number;
}

/** An expected failure, worded for the person who sees it. Branch on `code`, never on `message`. */
export class AppError extends Error {
  /** By name: a bundler makes a copy of this class for pages and one for routes, which share objects. */
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return value instanceof Error && value.name === "AppError";
  }

  override readonly name = "AppError";
  readonly code: AppErrorCode;
  readonly details: ErrorDetails;
  readonly limit: RateLimit | null;

  constructor(code: AppErrorCode, options: AppErrorOptions = {}) {
    const { kind, details = {}, cause } = options;
    super(
      options.message ??
        messageOf({ code, reader: { audience: "program" }, details, ...(kind && { kind }) }),
      { cause },
    );
    this.code = code;
    this.details = details;
    this.limit = options.limit ?? null;
  }

  /** The part that may leave the server. */
  toPayload(): ErrorPayload {
    return { code: this.code, message: this.message, details: this.details };
  }
}
