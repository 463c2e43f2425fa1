import type { PostgrestSingleResponse } from "@supabase/supabase-js";
import { DbError, type DbErrorCode, type DbErrorPlace } from "./db-error.ts";

/**
 * Runs a query and returns its data.
 *
 * @throws {DbError} for a response with an error
 */
export async function unwrap<T>(
  place: DbErrorPlace,
  query: PromiseLike<PostgrestSingleResponse<T>>,
): Promise<T> {
  const { data, error, status } = await query;
  if (error) throw toDbError(place, { sqlState: error.code, status });
  return data;
}

/** Omits details and hints: Postgres quotes the offending values in them. */
export function toDbError(
  place: DbErrorPlace,
  { sqlState, status }: { sqlState: string; status: number },
): DbError {
  return new DbError(codeOf(sqlState, status), { ...place, sqlState: sqlState || undefined });
}

/** No connection, no resources, shut down; a query, a lock or a transaction that took too long. */
const unavailable = /^(?:08|53|57P|57014|55P03|25P0[34]|PGRST00)/;

function codeOf(sqlState: string, status: number): DbErrorCode {
  if (status === 0 || status >= 502 || unavailable.test(sqlState)) return "UNAVAILABLE";
  if (/^(?:23505|23P01|40001|40P01)$/.test(sqlState)) return "CONFLICT";
  if (/^(?:42501|PGRST30)/.test(sqlState) || status === 401 || status === 403) return "FORBIDDEN";
  if (/^(?:22|23)/.test(sqlState)) return "INVALID";
  return "UNEXPECTED";
}
