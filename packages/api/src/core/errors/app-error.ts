import {
  type AppErrorCode,
  defaultMessage,
  type ErrorDetails,
  type ErrorPayload,
} from "./payload.ts";

interface AppErrorOptions {
  /** UI copy; the code's general sentence when left out. */
  message?: string;
  details?: ErrorDetails;
  cause?: unknown;
}

/** A failure we foresaw, worded for the person who sees it. Branch on `code`, never on `message`. */
export class AppError extends Error {
  /** By name: a bundler makes a copy of this class for pages and one for routes, which share objects. */
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return value instanceof Error && value.name === "AppError";
  }

  override readonly name = "AppError";
  readonly code: AppErrorCode;
  readonly details: ErrorDetails;

  constructor(code: AppErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? defaultMessage(code), { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }

  /** The part that may leave the server. */
  toPayload(): ErrorPayload {
    return { code: this.code, message: this.message, details: this.details };
  }
}
