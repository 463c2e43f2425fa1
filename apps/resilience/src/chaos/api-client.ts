import type { StackPlan } from "@reslot/launcher";
import { z } from "zod";
import type { ApiResult } from "../state/api-result.ts";

/** The caller, by their key among the demo people. */
export type PersonKey = "coach" | "mentee" | "menteeUnconnected";

const errorSchema = z.object({ code: z.string(), message: z.string() });
const bodySchema = z.object({
  result: z.object({ data: z.unknown() }).optional(),
  error: z.object({ data: z.object({ app: errorSchema.nullish() }).nullish() }).optional(),
});

const CALL_TIMEOUT_MS = 20_000;
const jsonType = { "content-type": "application/json" };

/**
 * Calls the web app at `webUrl` as a person's own program would: with `secret`, or the API key that the demo has for
 * them. Never throws.
 */
export function createApiClient(
  { people }: StackPlan,
  { webUrl, secret }: { webUrl: string; secret?: string | undefined },
) {
  const call = async (who: PersonKey, path: string, init: RequestInit): Promise<ApiResult> => {
    const person = people.find(({ key }) => key === who);
    const headers = { authorization: `Bearer ${secret ?? person?.clerkApiKey}`, ...jsonType };
    const signal = AbortSignal.timeout(CALL_TIMEOUT_MS);
    try {
      const url = `${webUrl}/api/trpc/${path}`;
      const response = await fetch(url, { ...init, headers, signal });
      return toResult(bodySchema.parse(await response.json()));
    } catch {
      return { kind: "noResponse" };
    }
  };
  return {
    query: (who: PersonKey, path: string, input: unknown) =>
      call(who, `${path}?input=${encodeURIComponent(JSON.stringify(input))}`, {}),
    mutate: (who: PersonKey, path: string, input: unknown) =>
      call(who, path, { method: "POST", body: JSON.stringify(input) }),
    /** Pastes a new key in place of one that Cal.com refused. */
    async reconnect(who: PersonKey): Promise<void> {
      const person = people.find(({ key }) => key === who);
      const input = { apiKey: person?.calApiKey };
      await this.mutate(who, "calConnection.connectWithApiKey", input);
    },
  };
}

export type ApiClient = ReturnType<typeof createApiClient>;

function toResult({ result, error }: z.infer<typeof bodySchema>): ApiResult {
  if (result) return { kind: "data", data: result.data };
  const app = error?.data?.app;
  return app ? { kind: "error", ...app } : { kind: "noResponse" };
}
