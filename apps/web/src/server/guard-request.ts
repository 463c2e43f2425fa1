import "server-only";
import { defaultMessage } from "@reslot/api/errors";
import { readLimited } from "./read-limited.ts";

const maxBodyBytes = 256 * 1024;

/**
 * Lets through GET, and POST with JSON of at most 256 KiB.
 */
export async function guardRequest(
  request: Request,
): Promise<{ request: Request } | { refusal: Response }> {
  if (request.method === "GET") return { request };
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") return { refusal: refuse(415, "UNSUPPORTED_MEDIA_TYPE") };
  const body = await readLimited(request.body, maxBodyBytes);
  if (body === null) return { refusal: refuse(413, "PAYLOAD_TOO_LARGE") };
  const { url, method, headers, signal } = request;
  return { request: new Request(url, { method, headers, signal, body }) };
}

/** In the shape in which every other failure of the API arrives. */
function refuse(status: number, trpcCode: string): Response {
  const message = defaultMessage("INVALID_INPUT");
  const app = { code: "INVALID_INPUT", message, details: {} };
  const data = { code: trpcCode, httpStatus: status, app };
  return Response.json({ error: { message, code: -32_600, data } }, { status });
}
