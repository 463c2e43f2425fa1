"use client";

import type { BookingList, BookingListItem } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { useKeys } from "@reslot/react/keyboard";
import dynamic from "next/dynamic";
import { useNow } from "@/components/display/use-now.ts";
import { ConsentQuestion } from "@/features/sharing/consent-question.tsx";
import { ListNews } from "@/features/meetings/news/list-news.tsx";
import { useMoves } from "@/features/meetings/move/use-moves.ts";
import { DeskHead } from "./desk-head.tsx";
import { EmptyList, FailedList } from "./empty-list.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { focusRow, pressConfirm, pressMove } from "./list-keys.ts";
import { isNarrowed, type ListQuery } from "./list-query.ts";
import { MeetingsPages } from "./meetings-pages.tsx";
import { NextMeeting } from "./next-meeting.tsx";
import { useListQuery } from "./use-list-query.ts";
import { useMeetings } from "./use-meetings.ts";

const MoveSheet = dynamic(
  async () => (await import("@/features/meetings/move/move-sheet.tsx")).MoveSheet,
  { ssr: false },
);

/** The person's meetings: the next one, a search and filters, and the days. Updated while it is open. */
export function MeetingsDesk({
  opened,
  initial,
  isConnected,
}: {
  /** What the server's page shows. */
  opened: ListQuery;
  initial: BookingList;
  /** Whether the person has connected Cal.com. */
  isConnected: boolean;
}) {
  const [query, change] = useListQuery();
  const { list, known, readAt, isWaiting, found, retry } = useMeetings(query, { opened, initial });
  const moves = useMoves();
  useKeys({
    j: () => focusRow(1),
    k: () => focusRow(-1),
    m: pressMove,
    c: pressConfirm,
    z: moves.undo,
  });
  const isFirst = !isNarrowed(query) && query.cursor === null && query.when === "upcoming";
  // None is said below, where it is known: not as a count, nor by filters that find nothing.
  const isCounted = known.counts.all > 0;
  const now = useNow(60_000);
  const next = isFirst && list ? nextOf(list.items, now) : null;
  return (
    <>
      <DeskHead {...{ query, change }} list={isCounted ? known : null} />
      <ListNews list={known} readAt={readAt} />
      {questionsIn(known.items).map(({ ulid, counterpart }) => (
        <ConsentQuestion key={counterpart.personUlid} bookingUlid={ulid} coach={counterpart} />
      ))}
      {next && <NextMeeting item={next} onMove={moves.open} />}
      {(isCounted || isNarrowed(query)) && <FilterBar {...{ query, change, found }} list={known} />}
      {list === null ? (
        <FailedList onRetry={retry} />
      ) : (
        <MeetingsPages
          {...{ query, change, list, isWaiting }}
          onMove={moves.open}
          empty={<EmptyList {...{ query, change, isConnected }} />}
        />
      )}
      {moves.item && (
        <MoveSheet
          key={moves.item.ulid}
          item={moves.item}
          onClose={moves.close}
          onMoved={moves.onMoved}
        />
      )}
    </>
  );
}

/** The first meeting that takes place and is not over. Whether one does that Cal.com no longer knows is not known. */
function nextOf(items: readonly BookingListItem[], now: number): BookingListItem | null {
  const takesPlace = ({ status, endTime, reschedule }: BookingListItem) =>
    (status === "accepted" || status === "pending") &&
    parseInstant(endTime) > now &&
    (reschedule.allowed || reschedule.reason !== "gone");
  return items.find(takesPlace) ?? null;
}

/** The first meeting with each coach about whom the reader has not decided. */
function questionsIn(items: readonly BookingListItem[]): BookingListItem[] {
  const asking = items.filter(({ needsMe }) => needsMe === "consent");
  const byCoach = new Map(asking.toReversed().map((item) => [item.counterpart.personUlid, item]));
  return [...byCoach.values()].toReversed();
}
