import "server-only";
import { en } from "@reslot/messages/en";
import type { ConnectProblem } from "@/server/cal-oauth.ts";

const problems: Readonly<Record<ConnectProblem, unknown>> = en.connect;

/** True for a reason that the calendar settings have words for. */
export function isConnectProblem(value: string): value is ConnectProblem {
  return Object.hasOwn(problems, value);
}
