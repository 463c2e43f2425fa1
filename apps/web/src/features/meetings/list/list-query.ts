import type { RouterInputs } from "@reslot/api";
import { isDate } from "@reslot/cal/time";

export type When = "upcoming" | "past";
export type ListFilter = "all" | "needsMe" | "changed";

/** What the address of the list says. */
export interface ListQuery {
  readonly when: When;
  readonly search: string;
  readonly filter: ListFilter;
  /** Of the other person. */
  readonly personUlid: string | null;
  /** A local day, "2026-12-15". */
  readonly on: string | null;
  /** How many rows are shown, from `cursor` on. */
  readonly shown: number;
  readonly cursor: string | null;
}

export type ListInput = RouterInputs["booking"]["list"];

export const rowsAtATime = 20;
/** The API gives no more at a time: further ones are on another page. */
export const rowsAtMost = 100;

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const CURSOR = /^[\w-]{1,200}$/;
const filters = { needs: "needsMe", changed: "changed" } as const;

/** What an address asks for; what makes no sense in it is left out. */
export function parseListQuery(params: Pick<URLSearchParams, "get">): ListQuery {
  const taken = (name: string, isValid: (text: string) => boolean) => {
    const text = params.get(name);
    return text !== null && isValid(text) ? text : null;
  };
  const show = params.get("show");
  return {
    when: params.get("when") === "past" ? "past" : "upcoming",
    search: (params.get("q") ?? "").replaceAll("\0", "").slice(0, 100),
    filter: show === "needs" || show === "changed" ? filters[show] : "all",
    personUlid: taken("with", (text) => ULID.test(text)),
    on: taken("on", isDate),
    shown: shownIn(params.get("n")),
    cursor: taken("cursor", (text) => CURSOR.test(text)),
  };
}

function shownIn(text: string | null): number {
  const pages = Math.ceil(Number(text) / rowsAtATime);
  return Number.isFinite(pages) && pages > 1
    ? Math.min(rowsAtMost, pages * rowsAtATime)
    : rowsAtATime;
}

/** The address of a list; parts as they are by default are not in it. */
export function listPath({ when, search, filter, personUlid, on, shown, cursor }: ListQuery) {
  const params = new URLSearchParams({
    ...(when === "past" && { when }),
    ...(search && { q: search }),
    ...(filter !== "all" && { show: filter === "needsMe" ? "needs" : filter }),
    ...(personUlid !== null && { with: personUlid }),
    ...(on !== null && { on }),
    ...(shown !== rowsAtATime && { n: String(shown) }),
    ...(cursor !== null && { cursor }),
  });
  return params.size === 0 ? ("/meetings" as const) : (`/meetings?${params.toString()}` as const);
}

/** All meetings of one kind, from the first one. */
export function wholeList(when: When): ListQuery {
  return {
    when,
    search: "",
    filter: "all",
    personUlid: null,
    on: null,
    shown: rowsAtATime,
    cursor: null,
  };
}

/** Whether a list leaves meetings out. */
export function isNarrowed({ search, filter, personUlid, on }: ListQuery): boolean {
  return search.trim() !== "" || filter !== "all" || personUlid !== null || on !== null;
}

/** What the API is asked. Without a time zone of the reader's there are no days to count or to filter by. */
export function listInputOf(query: ListQuery, timeZone: string | null): ListInput {
  const { when, filter, personUlid, on, shown, cursor } = query;
  const search = query.search.trim();
  return {
    when,
    limit: shown,
    ...(timeZone !== null && { timeZone }),
    ...(search && { search }),
    ...(filter !== "all" && { filter }),
    ...(personUlid !== null && { withPersonUlid: personUlid }),
    ...(on !== null && timeZone !== null && { on }),
    ...(cursor !== null && { cursor }),
  };
}
