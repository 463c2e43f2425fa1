"use client";

import type { BookingList, BookingListItem } from "@reslot/api";
import { type ReactNode, useEffect, useRef } from "react";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { DaysOfMeetings } from "./days-of-meetings.tsx";
import { listPath, type ListQuery, rowsAtATime, rowsAtMost, wholeList } from "./list-query.ts";
import type { ChangeList } from "./use-list-query.ts";
import { useRowFocus } from "./use-row-focus.ts";
import styles from "./meetings-pages.module.css";

interface Props {
  query: ListQuery;
  change: ChangeList;
  list: BookingList;
  isWaiting: boolean;
}

/** The days of a list, and the ways to further rows: below the ones that are there, with the focus on the first of them. */
export function MeetingsPages({
  empty,
  onMove,
  ...props
}: Props & { empty: ReactNode; onMove: (item: BookingListItem) => void }) {
  const { query, change, list, isWaiting } = props;
  const { items } = list;
  const rows = useRef<HTMLDivElement>(null);
  const wanted = useRef<number | null>(null);
  useRowFocus(rows);
  useEffect(() => {
    const index = wanted.current;
    if (index === null || isWaiting || items.length <= index) return;
    const row = rows.current?.querySelectorAll("[data-booking]").item(index);
    row?.querySelector("a")?.focus();
    wanted.current = null;
  }, [items.length, isWaiting]);
  const showMore = () => {
    wanted.current = items.length;
    change({ shown: query.shown + rowsAtATime }, "replace");
  };
  return (
    <>
      {items.length === 0 && !isWaiting && empty}
      <div ref={rows} aria-busy={isWaiting}>
        <DaysOfMeetings list={list} isOfChanges={query.filter === "changed"} onMove={onMove} />
      </div>
      <div className={styles.more}>
        <BackLinks {...props} />
        <Further {...props} onMore={showMore} />
      </div>
    </>
  );
}

/** From a page that does not begin with the first meeting. */
function BackLinks({ query, list: { prevCursor } }: Props) {
  const t = useMessages("meetings");
  const { when, cursor } = query;
  if (prevCursor) {
    return <ButtonLink href={pageAt(query, prevCursor)}>{t("more.before", { when })}</ButtonLink>;
  }
  if (cursor === null) return null;
  return <ButtonLink href={listPath(wholeList(when))}>{t("more.first")}</ButtonLink>;
}

function Further({ query, list, onMore }: Props & { onMore: () => void }) {
  const t = useMessages("meetings");
  const { nextCursor, items, total } = list;
  if (!nextCursor) return null;
  if (query.shown >= rowsAtMost) {
    const label = t(query.when === "past" ? "more.older" : "more.later");
    return <ButtonLink href={pageAt(query, nextCursor)}>{label}</ButtonLink>;
  }
  const isCounted = query.cursor === null && items.length < total;
  const shown = { shown: String(items.length), total: String(total) };
  return (
    <Button onClick={onMore}>
      {isCounted ? [t("more.show"), t("more.shown", shown)].join(" · ") : t("more.show")}
    </Button>
  );
}

function pageAt(query: ListQuery, cursor: string) {
  return listPath({ ...query, cursor, shown: rowsAtMost });
}
