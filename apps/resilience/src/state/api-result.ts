/** What the caller of a procedure gets back: data, a typed error, or no response at all. */
export type ApiResult =
  | { readonly kind: "data"; readonly data: unknown }
  | { readonly kind: "error"; readonly code: string; readonly message: string }
  | { readonly kind: "noResponse" };

/** "failed" for a typed error, otherwise the outcome in the response to a move. */
export function outcomeOf(result: ApiResult): string {
  if (result.kind === "noResponse") return "no response";
  if (result.kind === "error") return "failed";
  const { data } = result;
  const hasOutcome = typeof data === "object" && data !== null && "outcome" in data;
  return hasOutcome ? String(data.outcome) : "unreadable";
}
