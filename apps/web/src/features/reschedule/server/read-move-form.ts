import "server-only";
import type { RouterInputs } from "@reslot/api";
import { isInstant, parseInstant } from "@reslot/cal/time";

type MoveInput = RouterInputs["booking"]["reschedule"];
type Details = Omit<MoveInput, "bookingUlid" | "newStartTime" | "newEndTime">;

export interface MoveForm {
  bookingUlid: string;
  newStartTime: string;
  newEndTime: string;
  /** The start for the address; null when it is not a valid time. */
  slot: number | null;
  /** The other fields; null for a form that has only the first three. */
  details: Details | null;
}

/** Reads the confirm form, or whatever was sent in its place. The API validates the values. */
export function readMoveForm(form: FormData): MoveForm {
  const newStartTime = text(form, "newStartTime");
  const expectedVersion = Number(text(form, "expectedVersion"));
  const attemptUlid = text(form, "attemptUlid");
  const reason = text(form, "reason").trim();
  const timeZone = text(form, "timeZone");
  const isComplete = Number.isInteger(expectedVersion) && expectedVersion > 0 && attemptUlid !== "";
  return {
    bookingUlid: text(form, "bookingUlid").replaceAll(/[^0-9A-Z]/gi, ""),
    newStartTime,
    newEndTime: text(form, "newEndTime"),
    slot: isInstant(newStartTime) ? parseInstant(newStartTime) : null,
    details: isComplete
      ? {
          expectedVersion,
          attemptUlid,
          ...(reason && { reason }),
          ...(form.get("overrideConflict") === "1" && { overrideConflict: true }),
          ...(timeZone && { seen: { timeZone, ...readingIn(form) } }),
        }
      : null,
  };
}

/** The time as the person read it. */
function readingIn(form: FormData) {
  const offset = text(form, "offset");
  return { wallClock: text(form, "wallClock"), ...(offset && { offset }) };
}

function text(form: FormData, name: string): string {
  // A handmade call of the action can pass anything.
  const value = form instanceof FormData ? form.get(name) : null;
  return typeof value === "string" ? value : "";
}
