import type { StackPlan } from "@reslot/launcher";
import { z } from "zod";
import type { ApiResult } from "../state/api-result.ts";

const errorSchema = z.object({ code: z.string(), message: z.string() });
const bodySchema = z.object({
  result: z.object({ data: z.unknown() }).optional(),
  error: z.object({ data: z.object({ app: errorSchema.nullish() }).nullish() }).optional(),
});

const timeoutMs = 75_000;

type Call = { path: string; query: unknown } | { path: string; mutation: unknown };

/** Calls the web app with an API key, as long as a proxy before it would wait. Never throws. */
export async function callApi(plan: StackPlan, key: string, call: Call): Promise<ApiResult> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const input = "query" in call ? `?input=${encodeURIComponent(JSON.stringify(call.query))}` : "";
  const body = "mutation" in call ? { method: "POST", body: JSON.stringify(call.mutation) } : {};
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const url = `${plan.urls.webUrl}/api/trpc/${call.path}${input}`;
    const response = await fetch(url, { ...body, headers, signal });
    const { result, error } = bodySchema.parse(await response.json());
    if (result) return { kind: "data", data: result.data };
    return error?.data?.app ? { kind: "error", ...error.data.app } : { kind: "noResponse" };
  } catch {
    return { kind: "noResponse" };
  }
}
