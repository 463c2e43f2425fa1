import { z } from "zod";

const errorSchema = z.object({ code: z.string(), message: z.string() });
const bodySchema = z.object({
  result: z.object({ data: z.unknown() }).optional(),
  error: z.object({ data: z.object({ app: errorSchema.nullish() }).nullish() }).optional(),
});

/** The response to a call: data or a typed error; neither if there was no readable response. */
export interface Reply {
  /** 0 if there was no response. */
  readonly status: number;
  readonly data?: unknown;
  readonly code?: string;
}

const CALL_TIMEOUT_MS = 40_000;

export function queryPath(path: string, input: unknown): string {
  return `/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;
}

/** Who calls: the key of their own program, and the address that a proxy would report. */
export interface Caller {
  readonly clerkApiKey: string;
  readonly address: string;
}

/** The headers of a user's own program, with the address that it calls from. */
export function headersOf({ clerkApiKey, address }: Caller): Record<string, string> {
  return {
    authorization: `Bearer ${clerkApiKey}`,
    "content-type": "application/json",
    "x-forwarded-for": address,
  };
}

/** The error code in a response body; null if there is none of ours. */
export function codeOf(text: string): string | null {
  try {
    return bodySchema.parse(JSON.parse(text)).error?.data?.app?.code ?? null;
  } catch {
    return null;
  }
}

/** Calls the web app as the users' own programs would. Never throws. */
export function createApiClient(webUrl: string) {
  const call = async (user: Caller, path: string, init: RequestInit): Promise<Reply> => {
    try {
      const headers = headersOf(user);
      const signal = AbortSignal.timeout(CALL_TIMEOUT_MS);
      const response = await fetch(`${webUrl}${path}`, { ...init, headers, signal });
      return toReply(response.status, await response.text());
    } catch {
      return { status: 0 };
    }
  };
  return {
    query: (user: Caller, path: string, input: unknown) => call(user, queryPath(path, input), {}),
    mutate: (user: Caller, path: string, input: unknown) =>
      call(user, `/api/trpc/${path}`, { method: "POST", body: JSON.stringify(input) }),
  };
}

export type ApiClient = ReturnType<typeof createApiClient>;

function toReply(status: number, text: string): Reply {
  const code = codeOf(text);
  if (code !== null) return { status, code };
  const body: unknown = JSON.parse(text);
  return { status, data: bodySchema.parse(body).result?.data };
}
