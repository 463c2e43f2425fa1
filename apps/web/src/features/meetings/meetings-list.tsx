"use client";

import type { BookingList } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { useDisplay } from "@/components/display/display.tsx";
import { useNow } from "@/components/display/use-now.ts";
import { ButtonLink } from "@/components/ui/button.tsx";
import { en } from "@/copy/en.ts";
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
  const display = useDisplay();
  const now = useNow(60_000);
  const moving = useMovingBookings();
  const input = { when, ...(cursor && { cursor }) };
  const { data } = api.booking.list.useQuery(input, {
    initialData: initial,
    refetchInterval: 60_000,
  });

  if (data.items.length === 0) return <EmptyList when={when} isFirstPage={!cursor} />;
  return (
    <>
      {groupMeetings(data.items, now, display).map(({ heading, items }) => (
        <section key={heading} aria-label={heading}>
          <h2 className="group-h">{heading}</h2>
          <ul className="card mlist">
            {items.map((item) => (
              <MeetingRow
                key={item.ulid}
                item={item}
                display={display}
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

function isMovable({ status, startTime }: BookingList["items"][number], now: number): boolean {
  return (status === "accepted" || status === "pending") && parseInstant(startTime) > now;
}

function EmptyList({ when, isFirstPage }: { when: When; isFirstPage: boolean }) {
  const { empty } = en.meetings;
  const words = empty[when];
  return (
    <div className="card">
      <div className="empty">
        <EmptyArt />
        <h2>{words.title}</h2>
        <p>{words.body}</p>
        <div className="act">
          {when === "upcoming" && isFirstPage && (
            <ButtonLink variant="primary" href={paths.calendarSettings}>
              {empty.connection}
            </ButtonLink>
          )}
          {when === "upcoming" ? (
            <ButtonLink href={paths.pastMeetings}>{empty.seePast}</ButtonLink>
          ) : (
            <ButtonLink href={paths.meetings}>{empty.seeUpcoming}</ButtonLink>
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
  if (!cursor && !nextCursor) return null;
  const next = new URLSearchParams({ when, cursor: nextCursor ?? "" });
  return (
    <div className="pages">
      {cursor && <ButtonLink href={`/meetings?when=${when}`}>{en.meetings.more.first}</ButtonLink>}
      {nextCursor && (
        <ButtonLink href={`/meetings?${next.toString()}`}>{en.meetings.more[when]}</ButtonLink>
      )}
    </div>
  );
}
