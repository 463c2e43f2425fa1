import type { Secret } from "@reslot/db";

/**
 * What Cal.com is asked for, the most important first: near its limit a credential is kept for these. A
 * `refresh` is a view of what is cached already, only older.
 */
const calPurposes = ["move", "recovery", "webhook", "view", "refresh", "sync"] as const;
export type CalPurpose = (typeof calPurposes)[number];

/** Every client of a credential is made for one use. `by` is the ulid of the person who waits for it. */
export type CalUse =
  | { readonly purpose: "move" | "view" | "refresh"; readonly by: string }
  | { readonly purpose: "recovery" | "webhook" | "sync" };

/** Moves and what settles them, which go before the reads of pages. */
export function isUrgent({ purpose }: CalUse): boolean {
  return purpose === "move" || purpose === "recovery" || purpose === "webhook";
}

/** Whose rate limit at Cal.com a call counts against. */
export type CalCredential =
  /** The connected account of a person. */
  | { readonly of: "account"; readonly userUlid: string; readonly token: Secret }
  /** A token that is not anyone's connection yet. */
  | { readonly of: "newToken"; readonly token: Secret }
  /**
   * No token: one count for this installation's address, for all people. A view that names the event
   * type whose slots it reads is let through once in about a minute.
   */
  | { readonly of: "anonymous"; readonly eventTypeId?: number };

export const anonymousCal = { of: "anonymous" } as const satisfies CalCredential;
