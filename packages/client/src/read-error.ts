import { secondMs } from "@reslot/cal/time";
import { ReslotError } from "./reslot-error.ts";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** The failure that an answer describes, whether Reslot sent it or a proxy in front of it. */
export function errorFrom(
  data: unknown,
  { response, cause }: { response?: Response | undefined; cause?: unknown },
): ReslotError {
  const httpStatus = response?.status ?? null;
  const app = isFields(data) && isFields(data["app"]) ? data["app"] : {};
  const { code, message, details } = app;
  const waitMs = waitOf(details) ?? waitIn(response);
  const known = typeof code === "string" && typeof message === "string";
  return new ReslotError({
    code: known ? code : "UNREACHABLE",
    message: known ? message : "Reslot did not answer in a way that can be read.",
    details: isFields(details) ? details : {},
    httpStatus,
    retryAfterMs: waitMs,
    cause,
  });
}

function waitOf(details: unknown): number | null {
  const waitMs = isFields(details) ? details["retryAfterMs"] : null;
  return typeof waitMs === "number" ? waitMs : null;
}

/** Of seconds: a date, which the header may also have, counts as not there. */
function waitIn(response: Response | undefined): number | null {
  const seconds = response?.headers.get("retry-after") ?? "";
  return /^\d{1,6}$/.test(seconds) ? Number(seconds) * secondMs : null;
}
