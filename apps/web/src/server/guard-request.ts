import "server-only";
import { defaultMessage } from "@reslot/api/errors";

const maxBodyBytes = 256 * 1024;

/**
 * Lets through GET, and POST with JSON of at most 256 KiB. The body is counted while it is read,
 * since a length header is only a claim.
 */
export async function guardRequest(
  request: Request,
): Promise<{ request: Request } | { refusal: Response }> {
  if (request.method === "GET") return { request };
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") return { refusal: refuse(415, "UNSUPPORTED_MEDIA_TYPE") };
  const body = await readLimited(request.body);
  if (body === null) return { refusal: refuse(413, "PAYLOAD_TOO_LARGE") };
  const { url, method, headers, signal } = request;
  return { request: new Request(url, { method, headers, signal, body }) };
}

async function readLimited(
  stream: ReadableStream<Uint8Array> | null,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream ?? []) {
    size += chunk.byteLength;
    if (size > maxBodyBytes) return null;
    chunks.push(chunk);
  }
  const body = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}

/** In the shape in which every other failure of the API arrives. */
function refuse(status: number, trpcCode: string): Response {
  const message = defaultMessage("INVALID_INPUT");
  const app = { code: "INVALID_INPUT", message, details: {} };
  const data = { code: trpcCode, httpStatus: status, app };
  return Response.json({ error: { message, code: -32_600, data } }, { status });
}
