import { z } from "zod";
import type { CrowdPerson } from "./virtual-users.ts";

const errorSchema = z.object({ code: z.string(), message: z.string() });
const bodySchema = z.object({
  result: z.object({ data: z.unknown() }).optional(),
  error: z.object({ data: z.object({ app: errorSchema.nullish() }).nullish() }).optional(),
});

/** What a call came to: data, or a typed refusal; neither when there was no readable answer. */
export interface Reply {
  /** 0 when there was no answer. */
  readonly status: number;
  readonly data?: unknown;
  readonly code?: string;
}

const CALL_TIMEOUT_MS = 40_000;

export function queryPath(path: string, input: unknown): string {
  return `/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;
}

/** The headers of a person's own program, behind the address it calls from. */
export function headersOf({ clerkApiKey, address }: CrowdPerson): Record<string, string> {
  return {
    authorization: `Bearer ${clerkApiKey}`,
    "content-type": "application/json",
    "x-forwarded-for": address,
  };
}

/** The code of a refusal, from an answer's text; null when it is none of ours. */
export function codeOf(text: string): string | null {
  try {
    return bodySchema.parse(JSON.parse(text)).error?.data?.app?.code ?? null;
  } catch {
    return null;
  }
}

/** Speaks to the web app as people's own programs do. Never throws. */
export function crowdApi(webUrl: string) {
  const call = async (person: CrowdPerson, path: string, init: RequestInit): Promise<Reply> => {
    try {
      const headers = headersOf(person);
      const signal = AbortSignal.timeout(CALL_TIMEOUT_MS);
      const response = await fetch(`${webUrl}${path}`, { ...init, headers, signal });
      return read(response.status, await response.text());
    } catch {
      return { status: 0 };
    }
  };
  return {
    query: (person: CrowdPerson, path: string, input: unknown) =>
      call(person, queryPath(path, input), {}),
    mutate: (person: CrowdPerson, path: string, input: unknown) =>
      call(person, `/api/trpc/${path}`, { method: "POST", body: JSON.stringify(input) }),
  };
}

export type CrowdApi = ReturnType<typeof crowdApi>;

function read(status: number, text: string): Reply {
  const code = codeOf(text);
  if (code !== null) return { status, code };
  const body: unknown = JSON.parse(text);
  return { status, data: bodySchema.parse(body).result?.data };
}
