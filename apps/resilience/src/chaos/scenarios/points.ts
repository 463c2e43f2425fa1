import type { HoldPoint } from "../../proxy/pausing-proxy.ts";
import type { Program } from "../stack/programs.ts";
import type { Kill } from "./scenario.ts";

export type When = HoldPoint["when"];

/** Kills `target` when it makes one of these calls. */
export const killed =
  (target: Program) =>
  (when: When, ...functions: string[]): Kill => ({
    signal: "SIGKILL",
    target,
    at: { of: [target], when, functions },
  });
/** Kills the first of these programs that makes one of these calls. */
export const firstKilled =
  (...of: Program[]) =>
  (when: When, ...functions: string[]): Kill => ({
    signal: "SIGKILL",
    target: "caller",
    at: { of, when, functions },
  });
/** SIGSTOP in place of SIGKILL. */
export const stopped = (kill: Kill): Kill => ({ ...kill, signal: "SIGSTOP" });

/** Kills `target` while Cal.com has its reschedule call. */
export const inFlight = (target: Program): Kill => ({ signal: "SIGKILL", target, at: "inFlight" });

/** SQL functions of a move, in their order. */
export const BEGIN = "reschedule_begin_sending";
export const RECORD = ["reschedule_apply_own", "reschedule_fail"];
export const RECOVER = ["reschedule_apply_chain", "reschedule_fail"];
