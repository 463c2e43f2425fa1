import "server-only";
import type { ErrorPayload } from "@reslot/api/errors";

/** A refusal from outside the API, in the shape in which every failure of the API arrives. */
export function refuse(
  { status, trpcCode }: { status: number; trpcCode: string },
  app: ErrorPayload,
): Response {
  const data = { code: trpcCode, httpStatus: status, app };
  return Response.json({ error: { message: app.message, code: -32_600, data } }, { status });
}
