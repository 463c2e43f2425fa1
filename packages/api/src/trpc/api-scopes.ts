import { AppError } from "../core/errors/app-error.ts";

/** The scopes of API keys; a key without any may do nothing. */
export const apiScopes = [
  "booking:read",
  "booking:reschedule",
  "notification:read",
  "notification:write",
  "connection:read",
  "connection:write",
  "sharing:read",
] as const;

export type ApiScope = (typeof apiScopes)[number];

type ProcedureType = "query" | "mutation" | "subscription";

const scopesByArea: Readonly<Record<string, { read: ApiScope; write: ApiScope | null }>> = {
  live: { read: "booking:read", write: null },
  booking: { read: "booking:read", write: "booking:reschedule" },
  notification: { read: "notification:read", write: "notification:write" },
  person: { read: "connection:read", write: "connection:write" },
  // Only the person decides who sees their calendar.
  sharing: { read: "sharing:read", write: null },
  calConnection: { read: "connection:read", write: "connection:write" },
};

/** What only the person does, signed in. */
const withoutKey: ReadonlySet<string> = new Set(["person.export", "person.delete"]);

/** The scope a key needs for a procedure; null for one that no key may call. */
export function scopeOf(path: string, type: ProcedureType): ApiScope | null {
  if (withoutKey.has(path)) return null;
  const area = path.split(".")[0] ?? "";
  if (!Object.hasOwn(scopesByArea, area)) return null;
  return scopesByArea[area]?.[type === "mutation" ? "write" : "read"] ?? null;
}

/** What a procedure needs in addition to the scope of its area. */
const alsoNeeded: Readonly<Record<string, ApiScope>> = { "live.onChange": "notification:read" };

/**
 * Refuses a key without the scope. The closed list has no code for that, so it is UNAUTHENTICATED, and
 * `details.scope` names what is missing.
 *
 * @throws {AppError} UNAUTHENTICATED
 */
export function requireScope(
  given: readonly string[],
  { path, type }: { path: string; type: ProcedureType },
): void {
  const also = Object.hasOwn(alsoNeeded, path) ? alsoNeeded[path] : undefined;
  const needed = [scopeOf(path, type), ...(also ? [also] : [])];
  for (const scope of needed) {
    if (scope === null || !given.includes(scope)) {
      throw new AppError("UNAUTHENTICATED", { details: { scope } });
    }
  }
}
