"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useMemo, useState } from "react";
import {
  type ChangeUrl,
  parseUrlState,
  toQuery,
  type UrlState,
} from "@/features/reschedule/model/url-state.ts";

/**
 * The screen's state in the address: no request is made when it changes. The router tells of a change
 * only a few frames later; until then the page already shows what was asked for.
 */
export function useUrlState(): [UrlState, ChangeUrl] {
  const pathname = usePathname();
  const told = cleaned(useSearchParams().toString());
  const [asked, setAsked] = useState<string | null>(null);
  if (asked === told) setAsked(null);
  const query = asked ?? told;
  const state = useMemo(() => parseUrlState(new URLSearchParams(query)), [query]);

  useEffect(() => {
    const forget = () => setAsked(null);
    window.addEventListener("popstate", forget);
    return () => window.removeEventListener("popstate", forget);
  }, []);

  const change = useCallback<ChangeUrl>(
    (changes, how = "replace") => {
      const now = parseUrlState(new URLSearchParams(window.location.search));
      const next = toQuery({ ...now, ...changes });
      if (how === "push") window.history.pushState(null, "", `${pathname}${next}`);
      else window.history.replaceState(null, "", `${pathname}${next}`);
      setAsked(next);
    },
    [pathname],
  );
  return [state, change];
}

/** Two addresses of the same state are the same text. */
function cleaned(query: string): string {
  return toQuery(parseUrlState(new URLSearchParams(query)));
}
