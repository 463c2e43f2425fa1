"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { parseUrlState, toQuery, type UrlState } from "./url-state.ts";

/** Changes some of the address. `push` gives the Back button a step. */
export type ChangeUrl = (change: Partial<UrlState>, how?: "push" | "replace") => void;

/** The screen's state in the address: no request is made when it changes. */
export function useUrlState(): [UrlState, ChangeUrl] {
  const pathname = usePathname();
  const query = useSearchParams();
  const state = useMemo(() => parseUrlState(new URLSearchParams(query.toString())), [query]);
  const change = useCallback<ChangeUrl>(
    (changes, how = "replace") => {
      const now = parseUrlState(new URLSearchParams(window.location.search));
      const address = `${pathname}${toQuery({ ...now, ...changes })}`;
      if (how === "push") window.history.pushState(null, "", address);
      else window.history.replaceState(null, "", address);
    },
    [pathname],
  );
  return [state, change];
}
