import type { AppErrorCode } from "@reslot/api/errors";
import { type NextRequest, NextResponse } from "next/server";
import { refusalPayload } from "./refusal-payload.ts";

const maxBytes = 256 * 1024;
const noPage = /^\/(?:api|__clerk)(?:\/|$)/;

/** In what calls an action, "$" begins a reference, and "$$" a text; of references we use forms and `undefined`. */
const strangeReference = /"\$(?!\$|K[\da-f]+"|undefined")/;

/**
 * What is posted to a page is a server action. Next answers 500 to one that another site's page sends, and to one
 * that is too large or cannot be read; we say what is wrong with them, and nothing of them runs.
 *
 * @param ownOrigin the one origin whose pages may call actions
 * @returns null for everything that may go on
 */
export async function refuseAction(
  request: NextRequest,
  ownOrigin: string,
): Promise<NextResponse | null> {
  const { method, headers, nextUrl } = request;
  if (method !== "POST" || noPage.test(nextUrl.pathname)) return null;
  if (headers.get("origin") !== ownOrigin) return refusal(403, "FORBIDDEN_ORIGIN");
  const length = headers.get("content-length");
  if (length === null) return refusal(411, "INVALID_INPUT");
  if (Number(length) > maxBytes) return refusal(413, "INVALID_INPUT");
  return (await isReadable(request.clone())) ? null : refusal(400, "INVALID_INPUT");
}

function refusal(status: number, code: AppErrorCode): NextResponse {
  return NextResponse.json({ data: null, error: refusalPayload(code) }, { status });
}

async function isReadable(request: Request): Promise<boolean> {
  const isForm = request.headers.get("content-type")?.startsWith("multipart/form-data") === true;
  const isCalled = request.headers.has("next-action");
  try {
    if (!isForm) return !isCalled || areArguments(await request.text());
    const form = await request.formData();
    const bound = [...form].filter(([name]) => name.startsWith("$ACTION_"));
    return (
      bound.every(([, value]) => typeof value === "string" && !strangeReference.test(value)) &&
      (!isCalled || areArguments(form.get("0")))
    );
  } catch {
    return false;
  }
}

/** @throws {SyntaxError} for what is no JSON */
function areArguments(text: unknown): boolean {
  if (typeof text !== "string" || strangeReference.test(text)) return false;
  return Array.isArray(JSON.parse(text));
}
