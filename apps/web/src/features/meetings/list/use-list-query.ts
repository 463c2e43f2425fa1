"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { listPath, type ListQuery, parseListQuery } from "./list-query.ts";

/** "push" gives the Back button a step. */
type How = "push" | "replace";

/** Changes a part of what the list shows. */
export type ChangeList = (changes: Partial<ListQuery>, how?: How) => void;

/** What the address says, and a way to change it without asking the server for another page. */
export function useListQuery(): [ListQuery, ChangeList] {
  const params = useSearchParams();
  const query = useMemo(() => parseListQuery(params), [params]);
  const change: ChangeList = (changes, how = "push") => {
    const path = listPath({ ...parseListQuery(new URLSearchParams(location.search)), ...changes });
    if (how === "push") history.pushState(null, "", path);
    else history.replaceState(null, "", path);
  };
  return [query, change];
}
