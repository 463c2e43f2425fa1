import { secondMs } from "@reslot/cal/time";
import { AppError } from "../core/errors/app-error.ts";
import type { AppErrorCode, ErrorPayload } from "../core/errors/payload.ts";

/** A refusal from outside tRPC, in the shape of tRPC's errors. */
export function errorResponse(
  { status, trpcCode }: { status: number; trpcCode: string },
  app: ErrorPayload,
): Response {
  const data = { code: trpcCode, httpStatus: status, app };
  return Response.json({ error: { message: app.message, code: -32_600, data } }, { status });
}

/** The same, for a code that says everything. */
export function refuse(code: AppErrorCode, http: { status: number; trpcCode: string }): Response {
  return errorResponse(http, new AppError(code).toPayload());
}

/**
 * When to ask again, and which limit it was: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after, and the three
 * fields that most clients know of draft-ietf-httpapi-ratelimit-headers. Of several failures, the longest wait.
 */
export function waitHeaders(failures: readonly AppError[]): Record<string, string> {
  const waits = failures.filter(({ details }) => typeof details["retryAfterMs"] === "number");
  const [longest] = waits.toSorted((one, other) => waitOf(other) - waitOf(one));
  if (!longest) return {};
  const seconds = String(Math.ceil(waitOf(longest) / secondMs));
  const { limit } = longest;
  return {
    "retry-after": seconds,
    ...(limit && {
      "ratelimit-limit": String(limit.count),
      "ratelimit-remaining": "0",
      "ratelimit-reset": seconds,
      "ratelimit-policy": `${limit.count};w=${limit.windowMs / secondMs}`,
    }),
  };
}

const waitOf = ({ details }: AppError) => Number(details["retryAfterMs"]);
