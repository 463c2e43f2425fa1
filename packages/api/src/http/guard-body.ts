import { readLimited } from "./read-limited.ts";
import { refuse } from "./refusal.ts";

const maxBodyBytes = 256 * 1024;

/**
 * Lets through GET, and POST with JSON of at most 256 KiB.
 */
export async function guardBody(
  request: Request,
): Promise<{ request: Request } | { refusal: Response }> {
  if (request.method === "GET") return { request };
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json")
    return { refusal: refuseInput(415, "UNSUPPORTED_MEDIA_TYPE") };
  const body = await readLimited(request.body, maxBodyBytes);
  if (body === null) return { refusal: refuseInput(413, "PAYLOAD_TOO_LARGE") };
  const { url, method, headers, signal } = request;
  return { request: new Request(url, { method, headers, signal, body }) };
}

function refuseInput(status: number, trpcCode: string): Response {
  return refuse("INVALID_INPUT", { status, trpcCode });
}
