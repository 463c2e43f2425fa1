import type { AppErrorCode } from "@reslot/api/errors";
import { type NextRequest, NextResponse } from "next/server";
import { refusalPayload } from "./refusal-payload.ts";

const maxBytes = 256 * 1024;
const notPages = /^\/(?:api|__clerk)(?:\/|$)/;

/**
 * React's decoder throws on references that lead nowhere, and Next answers 500 to that; no option of theirs
 * answers 400. In React's encoding "$" starts a reference and "$$" a text; we use those to forms and `undefined`.
 */
const unsupportedReference = /"\$(?!\$|K[\da-f]+"|undefined")/;

/**
 * Refuses calls of server actions, which are POSTs to pages, from other origins, of unknown or excessive length, and
 * with bodies that Next would answer with 500.
 *
 * @param ownOrigin the only origin whose pages may call actions
 * @returns null for every other request
 */
export async function refuseAction(
  request: NextRequest,
  ownOrigin: string,
): Promise<NextResponse | null> {
  const { method, headers, nextUrl } = request;
  if (method !== "POST" || notPages.test(nextUrl.pathname)) return null;
  if (headers.get("origin") !== ownOrigin) return refusal(403, "FORBIDDEN_ORIGIN");
  const length = headers.get("content-length");
  if (length === null) return refusal(411, "INVALID_INPUT");
  if (Number(length) > maxBytes) return refusal(413, "INVALID_INPUT");
  return (await isDecodable(request.clone())) ? null : refusal(400, "INVALID_INPUT");
}

function refusal(status: number, code: AppErrorCode): NextResponse {
  return NextResponse.json({ data: null, error: refusalPayload(code) }, { status });
}

async function isDecodable(request: Request): Promise<boolean> {
  const isForm = request.headers.get("content-type")?.startsWith("multipart/form-data") === true;
  const isCalled = request.headers.has("next-action");
  try {
    if (!isForm) return !isCalled || areArguments(await request.text());
    const form = await request.formData();
    const bound = [...form].filter(([name]) => name.startsWith("$ACTION_"));
    return (
      bound.every(([, value]) => typeof value === "string" && !unsupportedReference.test(value)) &&
      (!isCalled || areArguments(form.get("0")))
    );
  } catch {
    return false;
  }
}

/** @throws {SyntaxError} for invalid JSON */
function areArguments(text: unknown): boolean {
  if (typeof text !== "string" || unsupportedReference.test(text)) return false;
  return Array.isArray(JSON.parse(text));
}
