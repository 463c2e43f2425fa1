import { setTimeout as sleep } from "node:timers/promises";
import { minuteMs } from "@reslot/cal/time";
import { fromInstant, now, toInstant } from "../clock.ts";
import { type ApiResult, outcomeOf } from "../state/api-result.ts";
import type { FinalState } from "../state/check-invariants.ts";
import type { DatabaseState } from "../state/read-state.ts";
import type { Run } from "./run.ts";
import type { WebServer } from "./stack/programs.ts";

/** The same request is sent again after one of these, which say that nothing was done. */
const isWorthRepeating: ReadonlySet<string> = new Set(["SERVICE_BUSY", "CAL_UNAVAILABLE"]);
const REPEAT_WITHIN_MS = 15_000;
const REPEAT_AFTER_MS = 500;

export type MoveInput = ReturnType<typeof moveInput>;

export function moveInput({ meeting, attemptUlid, scenario, before }: Run) {
  const { booking } = before.database;
  const current = fromInstant(booking.startTime);
  const free = meeting.starts.filter((start) => start !== current);
  const start = free[scenario.number % free.length];
  if (start === undefined) throw new Error("There is no free time to move to.");
  return {
    bookingUlid: meeting.bookingUlid,
    newStartTime: toInstant(start),
    newEndTime: toInstant(start + booking.durationMinutes * minuteMs),
    attemptUlid,
    expectedVersion: booking.version,
  };
}

type Asked = Pick<FinalState, "response" | "otherResponse" | "refusals">;

/** Sends the move to every server of the scenario at the same time. */
export async function askForMove(run: Run, move: MoveInput): Promise<Asked> {
  const answers = await Promise.all(
    run.scenario.servers.map((server) => askServer(run, { move, server })),
  );
  const [first, other] = answers.map((responses) => responses.at(-1) ?? null);
  return {
    response: first ?? { kind: "noResponse" },
    otherResponse: other ?? null,
    refusals: answers.flat().flatMap((each) => (each.kind === "error" ? [each.code] : [])),
  };
}

/** As a person does, who presses again while a dependency fails. A kill is not asked about again. */
async function askServer(
  { apiOf, meeting, scenario }: Run,
  { move, server }: { move: MoveInput; server: WebServer },
): Promise<ApiResult[]> {
  const deadline = now() + REPEAT_WITHIN_MS;
  const responses: ApiResult[] = [];
  for (;;) {
    const mover = meeting.movers[scenario.role];
    const response = await apiOf(server).mutate(mover, "booking.reschedule", move);
    responses.push(response);
    const isWorthIt = response.kind === "error" && isWorthRepeating.has(response.code);
    if (!scenario.dependencyFault || !isWorthIt || now() > deadline) return responses;
    await sleep(REPEAT_AFTER_MS);
  }
}

/** Asks for the status of the attempt, then sends the same request again where that cannot move the meeting. */
export async function repeatMove(
  { apiOf, scenario, meeting, attemptUlid }: Run,
  { move, attempt }: { move: MoveInput; attempt: DatabaseState["attempt"] },
): Promise<Pick<FinalState, "status" | "repeatedResponse">> {
  if (!attempt) return { status: "unknown", repeatedResponse: null };
  const mover = meeting.movers[scenario.role];
  const [asked = "web", other = asked] = scenario.servers;
  const status = await apiOf(asked).query(mover, "booking.rescheduleStatus", { attemptUlid });
  if (attempt.state === "ABANDONED") return { status: outcomeOf(status), repeatedResponse: null };
  const repeatedResponse = await apiOf(other).mutate(mover, "booking.reschedule", move);
  return { status: outcomeOf(status), repeatedResponse };
}
