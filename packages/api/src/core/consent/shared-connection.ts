import { formatInstant, parseInstant, weekMs } from "@reslot/cal/time";
import type { Consent } from "@reslot/db";
import type { Connection } from "../connection.ts";
import type { ConnectionStatus, Role } from "../model.ts";

/** How often a coach may ask. */
export const askEveryMs = weekMs;

/**
 * A mentee's connection for one reader: the mentee always has their own, a coach what was shared, unless they
 * look too often.
 */
export type SharedConnection =
  | Connection
  | { status: "notShared" }
  | { status: "readTooOften"; retryAfterMs: number };

function isShared(reader: Role, consent: Consent | null): boolean {
  return reader === "mentee" || consent?.state === "allowed";
}

/** Nothing is read of a mentee's calendar for a coach who may not see it. */
export function sharedConnection(
  mentee: Connection,
  { reader, consent }: { reader: Role; consent: Consent | null },
): SharedConnection {
  if (mentee.status === "notConnected" || isShared(reader, consent)) return mentee;
  return { status: "notShared" };
}

export function sharedStatus(
  mentee: ConnectionStatus,
  { reader, consent }: { reader: Role; consent: Consent | null },
): ConnectionStatus | "notShared" {
  return mentee === "notConnected" || isShared(reader, consent) ? mentee : "notShared";
}

/** What the two people of a meeting know of the consent. */
export interface SharingView {
  /** null: not asked yet. A coach reads a refusal like a question that has no answer. */
  state: Consent["state"] | null;
  since: string | null;
  /** For the coach: until when they have to wait before they ask again; null: they have not asked, or need not. */
  nextAskAt: string | null;
}

export function sharingView(consent: Consent | null, reader: Role): SharingView {
  if (reader === "mentee") return ownView(consent);
  if (consent?.state === "allowed") {
    return { state: "allowed", since: consent.decidedAt, nextAskAt: null };
  }
  const { askedAt = null } = consent ?? {};
  if (askedAt === null) return { state: null, since: null, nextAskAt: null };
  const nextAskAt = formatInstant(parseInstant(askedAt) + askEveryMs);
  return { state: "asked", since: askedAt, nextAskAt };
}

function ownView(consent: Consent | null): SharingView {
  if (!consent) return { state: null, since: null, nextAskAt: null };
  const { state, decidedAt, askedAt } = consent;
  return { state, since: decidedAt ?? askedAt, nextAskAt: null };
}
