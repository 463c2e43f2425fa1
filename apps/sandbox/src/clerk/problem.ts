import type { ContentfulStatusCode } from "hono/utils/http-status";

/** Thrown by a route to answer in Clerk's error shape. */
export class Problem extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly field: string | null;

  /** @param options.field the form field that the message belongs to */
  constructor(
    status: ContentfulStatusCode,
    code: string,
    options: { readonly message: string; readonly field?: string },
  ) {
    super(options.message);
    this.status = status;
    this.code = code;
    this.field = options.field ?? null;
  }

  toBody(): object {
    const { code, message, field } = this;
    const meta = field === null ? {} : { param_name: field };
    return { errors: [{ code, message, long_message: message, meta }], clerk_trace_id: "local" };
  }
}

export function notFound(what: string): Problem {
  return new Problem(404, "resource_not_found", { message: `${what} was not found.` });
}
