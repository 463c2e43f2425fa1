import type { Attempt } from "@reslot/db";
import { z } from "zod";
import { type AppErrorCode, type ErrorDetails, isAppErrorCode } from "../core/errors/payload.ts";

/** The size of the column. */
const maxLength = 100;

const detailsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
);

interface Failure {
  code: AppErrorCode;
  details: ErrorDetails;
}

/** A failure as an attempt's row keeps it, so that a repeated request gets the same answer; too long, without what it names. */
export function writeFailure({ code, details }: Failure): string {
  const { reason } = details;
  const records = [details, ...(reason === undefined ? [] : [{ reason }])].map(
    (each) => `${code} ${JSON.stringify(each)}`,
  );
  return records.find(({ length }) => length <= maxLength) ?? code;
}

/** The failure a settled attempt ended with. Internal reasons are mapped to what they mean to people. */
export function readFailure({ state, errorCode }: Pick<Attempt, "state" | "errorCode">): Failure {
  const [code = "", ...rest] = (errorCode ?? "").split(" ");
  if (isAppErrorCode(code)) return { code, details: parseDetails(rest.join(" ")) };
  const wasOvertaken = state === "SUPERSEDED" || code === "BOOKING_CANCELLED";
  return { code: wasOvertaken ? "BOOKING_CHANGED" : "CAL_UNAVAILABLE", details: {} };
}

function parseDetails(text: string): ErrorDetails {
  return text === "" ? {} : detailsSchema.parse(JSON.parse(text));
}
