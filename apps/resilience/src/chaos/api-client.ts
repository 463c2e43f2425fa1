import { z } from "zod";
import type { DrillStack } from "./stack.ts";

/** Who asks, by their key among the demo's people. */
export type PersonKey = "coach" | "mentee" | "menteeUnconnected";

const errorSchema = z.object({ code: z.string(), message: z.string() });
const answerSchema = z.object({
  result: z.object({ data: z.unknown() }).optional(),
  error: z.object({ data: z.object({ app: errorSchema.nullish() }).nullish() }).optional(),
});

/** What a person gets back: data, a typed refusal, or nothing at all. */
export type Answer =
  | { readonly kind: "data"; readonly data: unknown }
  | { readonly kind: "error"; readonly code: string; readonly message: string }
  | { readonly kind: "noAnswer" };

const CALL_TIMEOUT_MS = 20_000;

/** Speaks to the web app as a person's own program would, with their API key. */
export function drillApi({ plan }: DrillStack) {
  const call = async (who: PersonKey, path: string, init: RequestInit): Promise<Answer> => {
    const person = plan.people.find(({ key }) => key === who);
    const headers = { authorization: `Bearer ${person?.clerkApiKey}`, ...jsonType };
    const signal = AbortSignal.timeout(CALL_TIMEOUT_MS);
    try {
      const url = `${plan.urls.webUrl}/api/trpc/${path}`;
      const response = await fetch(url, { ...init, headers, signal });
      return readAnswer(answerSchema.parse(await response.json()));
    } catch {
      return { kind: "noAnswer" };
    }
  };
  return {
    query: (who: PersonKey, path: string, input: unknown) =>
      call(who, `${path}?input=${encodeURIComponent(JSON.stringify(input))}`, {}),
    mutate: (who: PersonKey, path: string, input: unknown) =>
      call(who, path, { method: "POST", body: JSON.stringify(input) }),
    /** A new pasted key takes the place of one that was refused. */
    async reconnect(who: PersonKey): Promise<void> {
      const person = plan.people.find(({ key }) => key === who);
      const input = { apiKey: person?.calApiKey };
      await this.mutate(who, "calConnection.connectWithApiKey", input);
    },
  };
}

export type DrillApi = ReturnType<typeof drillApi>;

const jsonType = { "content-type": "application/json" };

function readAnswer({ result, error }: z.infer<typeof answerSchema>): Answer {
  if (result) return { kind: "data", data: result.data };
  const app = error?.data?.app;
  return app ? { kind: "error", ...app } : { kind: "noAnswer" };
}
