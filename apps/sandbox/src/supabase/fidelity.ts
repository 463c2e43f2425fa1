import type { PgliteConnection } from "@supabase/lite/pglite";

const DATE_AND_TIME = /^(\d+-\d\d-\d\d) (.*?)([+-]\d\d)(?::?(\d\d))?$/;

/** Formats a `timestamptz` as PostgREST does: `2026-01-10 08:00:00+00` → `2026-01-10T08:00:00+00:00`. */
export function timestampAsJson(text: string): string {
  const [, date, time, hours, minutes] = DATE_AND_TIME.exec(text) ?? [];
  return date ? `${date}T${time}${hours}:${minutes ?? "00"}` : text;
}

// SQLSTATEs for which lite already answers like PostgREST.
const KNOWN_TO_LITE =
  /^(?:23502|23503|23505|25006|42501|42P01|42P17|42883|PGRST|PT...)$|^(?:21|22|42)/;
const SQL_STATE = /^[0-9A-Z]{5}$/;

/** The HTTP status that PostgREST documents for a SQLSTATE. */
function statusOf(sqlState: string): number {
  if (sqlState === "P0001") return 400;
  if (/^(?:08|53)/.test(sqlState)) return 503;
  if (/^(?:0L|0P|28)/.test(sqlState)) return 403;
  if (/^(?:09|25|2D|38|39|3B|40|54|55|57|58|F0|HV|P0|XX)/.test(sqlState)) return 500;
  return 400;
}

/**
 * Makes lite's connection behave like PostgREST where it differs:
 *
 * - lite grants everything to everyone before the first request, which would undo the grants of our
 *   migrations. It skips that if it believes that it has done so.
 * - lite answers an unknown SQLSTATE with 500 and its own code. Those errors are rethrown as lite's
 *   errors with a custom status.
 */
export function applyFidelity(connection: PgliteConnection): void {
  Reflect.set(connection, "rlsState", "active");

  const normalize = connection.normalizeDbError.bind(connection);
  connection.normalizeDbError = (thrown: unknown): unknown => {
    const error = normalize(thrown);
    if (!isDatabaseError(error)) return error;
    if (!SQL_STATE.test(error.code) || KNOWN_TO_LITE.test(error.code)) return error;

    const { code, message, detail = null, hint = null } = error;
    const answer = JSON.stringify({ code, message, details: detail, hint });
    const response = JSON.stringify({ status: statusOf(code), headers: {} });
    return Object.assign(new Error(answer), { code: "PGRST", detail: response });
  };
}

interface DatabaseError {
  readonly code: string;
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
}

function isDatabaseError(error: unknown): error is DatabaseError {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    typeof error.code === "string" &&
    "message" in error
  );
}
