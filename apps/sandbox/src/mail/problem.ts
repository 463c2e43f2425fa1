import type { ContentfulStatusCode } from "hono/utils/http-status";

/** Thrown by a route to answer in Resend's error shape (resend.com/docs/api-reference/errors). */
export class Problem extends Error {
  readonly status: ContentfulStatusCode;
  /** The header of that name, in seconds. */
  retryAfter = 1;

  constructor(status: ContentfulStatusCode, name: string, message: string) {
    super(message);
    this.status = status;
    this.name = name;
  }

  toBody(): object {
    return { statusCode: this.status, name: this.name, message: this.message };
  }
}
