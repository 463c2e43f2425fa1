import "server-only";
import type { ErrorPayload } from "@reslot/api/errors";

/** A refusal from outside tRPC, in the shape of tRPC's errors. */
export function errorResponse(
  { status, trpcCode }: { status: number; trpcCode: string },
  app: ErrorPayload,
): Response {
  const data = { code: trpcCode, httpStatus: status, app };
  return Response.json({ error: { message: app.message, code: -32_600, data } }, { status });
}
