import type { StackPlan } from "@reslot/launcher";
import { postJson } from "./fetch-json.ts";

/** How the stand-in limits requests: as a real Cal.com, or so that the limits play no part. */
export type CalLimits = "real" | "generous";

const generous = { perKey: 100_000, perToken: 100_000, anonymous: 100_000 };

/** Sets the limits. Webhooks need nothing: the product subscribes people as it connects them. */
export async function prepareCal(
  { urls: { calUrl } }: StackPlan,
  limits: CalLimits,
): Promise<void> {
  if (limits === "generous") await postJson(`${calUrl}/_sandbox/limits`, generous);
}

/** For the head of a report. */
export function describeLimits(limits: CalLimits): string {
  return limits === "real"
    ? "The Cal.com stand-in limited requests as a real Cal.com does: 120 a minute with an API key."
    : "The Cal.com stand-in allowed 100,000 requests a minute; a real Cal.com allows 120 with an API key.";
}
