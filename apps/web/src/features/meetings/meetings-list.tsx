"use client";

import type { BookingList, BookingListItem } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { useDisplayWith } from "@/components/display/display.tsx";
import { useNow } from "@/components/display/use-now.ts";
import { ButtonLink } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { ConsentQuestion } from "@/features/sharing/consent-question.tsx";
import { paths } from "@/paths.ts";
import { api } from "@/trpc/react.tsx";
import { EmptyArt } from "@/components/ui/empty-art.tsx";
import { groupMeetings } from "./group-meetings.ts";
import { MeetingRow } from "./meeting-row.tsx";
import { useMovingBookings } from "./use-moving-bookings.ts";

export type When = "upcoming" | "past";

/** One page of the person's meetings, updated while it is open. */
export function MeetingsList({
  when,
  cursor,
  initial,
}: {
  when: When;
  cursor: string | undefined;
  initial: BookingList;
}) {
  const displayWith = useDisplayWith();
  const displayOf = ({ counterpart }: BookingListItem) => displayWith(counterpart.timeZone);
  const now = useNow(60_000);
  const t = useMessages("meetings");
  const moving = useMovingBookings();
  const input = { when, ...(cursor && { cursor }) };
  const { data } = api.booking.list.useQuery(input, {
    initialData: initial,
    refetchInterval: 60_000,
  });

  if (data.items.length === 0) return <EmptyList when={when} isFirstPage={!cursor} />;
  return (
    <>
      {questionsIn(data.items).map(({ ulid, counterpart }) => (
        <ConsentQuestion key={counterpart.personUlid} bookingUlid={ulid} coach={counterpart} />
      ))}
      {groupMeetings(data.items, { now, displayOf, t }).map(({ heading, items }) => (
        <section key={heading} aria-label={heading}>
          <h2 className="group-h">{heading}</h2>
          <ul className="card mlist">
            {items.map((item) => (
              <MeetingRow
                key={item.ulid}
                item={item}
                display={displayOf(item)}
                isMoving={moving.has(item.ulid)}
                isMovable={isMovable(item, now)}
              />
            ))}
          </ul>
        </section>
      ))}
      <Pages when={when} cursor={cursor} nextCursor={data.nextCursor} />
    </>
  );
}

/** The first meeting with each coach about whom the reader has not decided. */
function questionsIn(items: readonly BookingListItem[]): BookingListItem[] {
  const asking = items.filter(({ needsMe }) => needsMe === "consent");
  const byCoach = new Map(asking.toReversed().map((item) => [item.counterpart.personUlid, item]));
  return [...byCoach.values()].toReversed();
}

function isMovable({ status, startTime }: BookingList["items"][number], now: number): boolean {
  return (status === "accepted" || status === "pending") && parseInstant(startTime) > now;
}

function EmptyList({ when, isFirstPage }: { when: When; isFirstPage: boolean }) {
  const t = useMessages("meetings");
  return (
    <div className="card">
      <div className="empty">
        <EmptyArt />
        <h2>{t(`empty.${when}.title`)}</h2>
        <p>{t(`empty.${when}.body`)}</p>
        <div className="act">
          {when === "upcoming" && isFirstPage && (
            <ButtonLink variant="primary" href={paths.calendarSettings}>
              {t("empty.connection")}
            </ButtonLink>
          )}
          {when === "upcoming" ? (
            <ButtonLink href={paths.pastMeetings}>{t("empty.seePast")}</ButtonLink>
          ) : (
            <ButtonLink href={paths.meetings}>{t("empty.seeUpcoming")}</ButtonLink>
          )}
        </div>
      </div>
    </div>
  );
}

function Pages({
  when,
  cursor,
  nextCursor,
}: {
  when: When;
  cursor: string | undefined;
  nextCursor: string | null;
}) {
  const t = useMessages("meetings");
  if (!cursor && !nextCursor) return null;
  const next = new URLSearchParams({ when, cursor: nextCursor ?? "" });
  return (
    <div className="pages">
      {cursor && <ButtonLink href={`/meetings?when=${when}`}>{t("more.first")}</ButtonLink>}
      {nextCursor && (
        <ButtonLink href={`/meetings?${next.toString()}`}>{t(`more.${when}`)}</ButtonLink>
      )}
    </div>
  );
}
