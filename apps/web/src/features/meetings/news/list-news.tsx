"use client";

import type { BookingList, BookingListItem } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { plainText } from "@reslot/messages";
import { firstNameOf } from "@reslot/react";
import { formatDayTime } from "@reslot/react/time";
import { useState } from "react";
import { useDisplayWith } from "@/components/display/display.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { type News, newsOf } from "./news-of.ts";

/** Announces what has happened to the meetings of a list while it was open; the rows show it where they are. */
export function ListNews({ list, readAt }: { list: BookingList; readAt: number }) {
  const t = useMessages("meetings");
  const displayWith = useDisplayWith();
  const news = useListNews(list, readAt);
  const [first] = news;
  return (
    <p className="sr-only" aria-live="polite">
      {first && news.length === 1 && wordsOf(first)}
      {news.length > 1 && t("news.several", { count: news.length })}
    </p>
  );

  function wordsOf({ kind, item }: News): string {
    const { counterpart, lastMove, startTime } = item;
    return t(`news.${kind}`, {
      by: lastMove === null || lastMove.by === "cal" ? "cal" : "other",
      name: firstNameOf(plainText(counterpart.name)),
      title: plainText(item.title),
      when: formatDayTime(parseInstant(startTime), displayWith(counterpart.timeZone)),
    });
  }
}

/** `readAt` tells a later answer from one that was kept, as of a filter that was chosen before. */
function useListNews(list: BookingList, readAt: number): readonly News[] {
  const [seen, setSeen] = useState(() => ({ list, readAt, items: byUlid(list), news: none }));
  if (list === seen.list || readAt <= seen.readAt) return seen.news;
  const news = newsOf(seen.items, list.items);
  const items = new Map([...seen.items, ...byUlid(list)]);
  setSeen({ list, readAt, items, news: news.length > 0 ? news : seen.news });
  return seen.news;
}

const none: readonly News[] = [];

function byUlid({ items }: BookingList): ReadonlyMap<string, BookingListItem> {
  return new Map(items.map((item) => [item.ulid, item]));
}
