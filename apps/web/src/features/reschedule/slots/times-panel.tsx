"use client";

import type { Availability } from "@reslot/api";
import type { Translate } from "@reslot/messages";
import {
  isGood,
  isJudged,
  noonOf,
  type People,
  readerOf,
  type Slot,
  visibleSlots,
} from "@reslot/react";
import { formatDayLong } from "@reslot/react/time";
import type { ReactNode, RefObject } from "react";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { NoTimes } from "./no-times.tsx";
import { ShowAllSwitch } from "./show-all-switch.tsx";
import { TimesList } from "./times-list.tsx";
import styles from "./times.module.css";

interface TimesPanelProps {
  move: MoveContext;
  day: string;
  /** Every time of that day; those that don't suit the mentee may be hidden below. */
  slots: readonly Slot[];
  /** The next good time when the day has none. */
  next: number | null;
  availability: Availability | undefined;
  chosen: number | null;
  showAll: boolean;
  /** Whether the starts have changed while the day was listed. */
  isChanged?: boolean;
  heading: RefObject<HTMLHeadingElement | null>;
  /** At the end of the heading. */
  tools?: ReactNode;
  /** Shown between the heading and the times: why the last move was refused. */
  panel: ReactNode;
  onShowAll: (showAll: boolean) => void;
  onChoose: (start: number) => void;
}

/** One day: its heading, its times, or what to do when there are none. */
export function TimesPanel(props: TimesPanelProps) {
  const { move, day, slots, availability, chosen, showAll, heading, panel, onShowAll } = props;
  const t = useMessages("slots");
  const { duration } = useTimeWords();
  const { display, people } = move;
  const title = formatDayLong(noonOf(day, display.timeZone), display);
  const canHide = people.role === "mentee" && availability?.checks.mentee === "checked";
  const shown = visibleSlots(slots, { isHiding: canHide && !showAll, chosen });
  const good = slots.filter(isGood).length;
  const label = t("showAll", readerOf(people));
  const toggle = { isOn: showAll, label, onChange: onShowAll };
  return (
    <section className={styles.times} aria-label={t("label", { day: title })}>
      <div className={styles.head}>
        <div>
          <h2 tabIndex={-1} ref={heading}>
            {title}
          </h2>
          <p aria-live="polite">
            {availability
              ? summary(t, {
                  count: good,
                  isChanged: props.isChanged ?? false,
                  isChecked: isJudged(availability),
                  length: duration(availability.durationMinutes),
                  people,
                })
              : t("checking")}
          </p>
        </div>
        <div className={styles.end}>
          {canHide && <ShowAllSwitch {...toggle} place="above" />}
          {props.tools}
        </div>
      </div>
      {panel}
      {availability ? (
        <DayTimes {...props} availability={availability} shown={shown} />
      ) : (
        <TimesSkeleton />
      )}
      {canHide && <ShowAllSwitch {...toggle} place="below" />}
    </section>
  );
}

function DayTimes({
  move,
  day,
  slots,
  next,
  shown,
  availability,
  chosen,
  showAll,
  onShowAll,
  onChoose,
}: TimesPanelProps & { availability: Availability; shown: readonly Slot[] }) {
  return (
    <>
      {shown.length > 0 && (
        <TimesList
          {...{ move, chosen, day, showAll, onChoose }}
          slots={shown}
          durationMinutes={availability.durationMinutes}
        />
      )}
      {!shown.some(isGood) && (
        <NoTimes
          {...{ move, availability, next, onChoose }}
          period="day"
          hidden={slots.length - shown.length}
          onShowAll={() => onShowAll(true)}
        />
      )}
    </>
  );
}

/** What there is to choose from on a day. */
interface Summary {
  count: number;
  isChanged: boolean;
  isChecked: boolean;
  /** How long each is, in words. */
  length: string;
  people: People;
}

function summary(
  t: Translate<"slots">,
  { count, isChanged, isChecked, length, people }: Summary,
): string {
  if (isChanged) return t("timesChanged", { count, ...readerOf(people) });
  const times = isChecked ? t("shared", { count }) : t("offered", { count, ...readerOf(people) });
  return count === 0 ? times : t("withLength", { times, length });
}

function TimesSkeleton() {
  return (
    <div className={styles.part} aria-hidden="true">
      <div className={`${styles.list} ${styles.late}`}>
        {["a", "b", "c", "d", "e", "f"].map((key) => (
          <Skeleton key={key} className={styles.blank ?? ""} />
        ))}
      </div>
    </div>
  );
}
