import { formatInstant, isInstant, localDay, parseInstant } from "@reslot/cal/time";
import type { ErrorCode } from "@reslot/messages";
import type { View } from "../model/drawn-days.ts";
import { isDay } from "../time/calendar.ts";
import { isErrorCode } from "./screen-state.ts";

/** The part of the screen's state that survives a reload, a shared link and the Back button. */
export interface UrlState {
  /** The day whose times are listed: "2026-12-15". */
  day: string | null;
  /** Null for the default view. */
  view: View | null;
  /** The chosen start, in epoch milliseconds. */
  slot: number | null;
  isReviewing: boolean;
  /** The move that was sent. */
  attempt: string | null;
  /** Whether times that don't suit the mentee are listed too. */
  showAll: boolean;
  /** Why the last move was refused, when it was sent without scripts. */
  error: ErrorCode | null;
}

const ulidShape = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Parses an address; invalid values are dropped. */
export function parseUrlState(query: URLSearchParams): UrlState {
  const day = query.get("d");
  const slot = query.get("slot");
  const attempt = query.get("attempt");
  const error = query.get("error");
  const hasSlot = slot !== null && isInstant(slot);
  return {
    day: day && isDay(day) ? day : null,
    view: parseView(query.get("view")),
    slot: hasSlot ? parseInstant(slot) : null,
    isReviewing: hasSlot && query.get("step") === "review",
    attempt: attempt && ulidShape.test(attempt) ? attempt : null,
    showAll: query.get("all") === "1",
    error: error && isErrorCode(error) ? error : null,
  };
}

/** The day whose times an address asks for; null for the default day. */
export function askedDay({ day, slot, isReviewing }: UrlState, timeZone: string): string | null {
  const chosen = slot === null ? null : localDay(slot, timeZone);
  return (isReviewing ? chosen : day) ?? chosen;
}

/** A view by its name; null for everything else. */
export function parseView(name: string | null | undefined): View | null {
  return name === "month" || name === "week" ? name : null;
}

/** The query of an address, without defaults; starts with "?" or is empty. */
export function toQuery(state: Partial<UrlState>): "" | `?${string}` {
  const query = new URLSearchParams();
  if (state.day) query.set("d", state.day);
  if (state.view) query.set("view", state.view);
  if (typeof state.slot === "number") query.set("slot", shortInstant(state.slot));
  if (state.isReviewing) query.set("step", "review");
  if (state.attempt) query.set("attempt", state.attempt);
  if (state.showAll) query.set("all", "1");
  if (state.error) query.set("error", state.error);
  const text = query.toString().replaceAll("%3A", ":");
  return text ? `?${text}` : "";
}

/** "2026-12-15T20:00:00Z": whole seconds read better in an address. */
function shortInstant(ms: number): string {
  return formatInstant(ms).replace(".000Z", "Z");
}

/** The `searchParams` of a Next page as `URLSearchParams`; the first of repeated names counts. */
export function toSearchParams(
  query: Readonly<Record<string, string | string[] | undefined>>,
): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) params.set(name, first);
  }
  return params;
}
