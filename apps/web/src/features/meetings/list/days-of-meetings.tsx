"use client";

import type { BookingList, BookingListItem } from "@reslot/api";
import { useDisplayWith, useIsZoneKnown } from "@/components/display/display.tsx";
import { useNow } from "@/components/display/use-now.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useMovingBookings } from "@/features/meetings/use-moving-bookings.ts";
import { groupByDay } from "./group-by-day.ts";
import { MeetingRow } from "./meeting-row.tsx";
import { rowStateOf } from "./row-state.ts";
import styles from "./days-of-meetings.module.css";

/** The rows of a list under their days. */
export function DaysOfMeetings({
  list,
  isOfChanges,
  onMove,
}: {
  list: BookingList;
  isOfChanges: boolean;
  onMove: (item: BookingListItem) => void;
}) {
  const t = useMessages("meetings");
  const now = useNow(60_000);
  const isZoneKnown = useIsZoneKnown();
  const displayWith = useDisplayWith();
  const moving = useMovingBookings();
  const displayOf = ({ counterpart }: BookingListItem) => displayWith(counterpart.timeZone);
  const days = groupByDay(list.items, { now, days: list.days, displayOf, t });
  return days.map(({ date, heading, subheading, count, items }) => (
    <section key={`${date} ${items[0]?.ulid}`} className={styles.day} aria-label={heading}>
      <div className={styles.head}>
        <h2>{heading}</h2>
        {subheading !== null && <span>{subheading}</span>}
        {count !== null && <span className={styles.count}>{t("onDay", { count })}</span>}
      </div>
      <ul className={styles.rows}>
        {items.map((item) => (
          <MeetingRow
            key={item.ulid}
            item={item}
            display={displayOf(item)}
            state={rowStateOf(item, { now, isMoving: moving.has(item.ulid), isOfChanges })}
            isZoneKnown={isZoneKnown}
            t={t}
            onMove={onMove}
          />
        ))}
      </ul>
    </section>
  ));
}
