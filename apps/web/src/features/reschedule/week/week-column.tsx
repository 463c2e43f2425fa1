import { type DayState, noonOf, readerOf } from "@reslot/react";
import { whyEmpty } from "@reslot/react/labels";
import { formatDayLong } from "@reslot/react/time";
import type { ColumnLayout, DayLanes, Minutes } from "@reslot/react/week";
import { memo } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { HereNow } from "./here-now.tsx";
import { Lane } from "./lane.tsx";
import { topAt } from "./top-at.ts";
import styles from "./week.module.css";
import { WeekSlotButton } from "./week-slot-button.tsx";
import { Spinner } from "@/components/ui/spinner.tsx";

interface WeekColumnProps {
  column: ColumnLayout;
  state: DayState;
  /** null while they are not known. */
  lanes: DayLanes | null;
  hours: Minutes;
  move: MoveContext;
  durationMinutes: number;
  chosen: number | null;
  /** `listed`: the one day that phones show; `near`: one of three that small tablets do. */
  place: "listed" | "near" | "far";
  /** The current time, on today's column only. */
  nowMinutes: number | null;
  /** The element that says the day in words. */
  describedBy: string;
  onChoose: (start: number) => void;
  onRetry: () => void;
}

/**
 * One day: your lane, the other person's lane, and the times in front of them, or what is known of a day
 * without times. Memoized, since a week has many.
 */
export const WeekColumn = memo(function WeekColumn(props: WeekColumnProps) {
  const { column, state, lanes, hours, move, chosen, place, nowMinutes } = props;
  const { people, display } = move;
  const isAnswered = state.kind === "answered";
  const isEmpty = column.slots.length === 0 && (column.here === null || !isAnswered);
  const { here } = column;
  const isCovered = column.slots.some(
    ({ from, to }) => here !== null && from < here.to && to > here.from,
  );
  const looks = [
    styles.column,
    styles[place],
    state.kind === "failed" ? styles.failed : isEmpty && styles.empty,
  ];
  return (
    <fieldset
      className={looks.filter(Boolean).join(" ")}
      style={{ height: topAt(hours.to, hours) }}
      aria-label={formatDayLong(noonOf(column.day, display.timeZone), display)}
      aria-describedby={props.describedBy}
      aria-busy={state.kind === "checking"}
      data-column={column.day}
      data-state={state.kind}
    >
      {state.kind !== "past" && <Lanes {...{ lanes, hours }} isCoach={people.role === "coach"} />}
      {lanes?.own.map((own) => (
        <OwnBlock key={own.from} {...{ own, hours }} />
      ))}
      {column.here && <HereNow move={move} at={column.here} {...{ hours, isCovered }} />}
      {column.slots.map((placed) => (
        <WeekSlotButton
          key={placed.slot.start}
          isChosen={placed.slot.start === chosen}
          durationMinutes={props.durationMinutes}
          onChoose={props.onChoose}
          {...{ placed, hours, move }}
        />
      ))}
      {isEmpty && <ColumnMessage {...props} />}
      {nowMinutes !== null && (
        <span className={styles.now} style={{ top: topAt(nowMinutes, hours) }} aria-hidden="true" />
      )}
    </fieldset>
  );
});

function Lanes({
  lanes,
  hours,
  isCoach,
}: Pick<WeekColumnProps, "lanes" | "hours"> & { isCoach: boolean }) {
  const { coach = null, mentee = null } = lanes ?? {};
  return (
    <>
      <Lane side="mine" parts={isCoach ? coach : mentee} hours={hours} />
      <Lane side="theirs" parts={isCoach ? mentee : coach} hours={hours} />
    </>
  );
}

/** Another meeting of the coach, with its name. */
function OwnBlock({ own, hours }: { own: DayLanes["own"][number]; hours: Minutes }) {
  const from = Math.max(own.from, hours.from);
  const to = Math.min(own.to, hours.to);
  if (from >= to) return null;
  return (
    <span
      className={styles.own}
      style={{ top: topAt(from, hours), height: `calc(var(--h) * ${(to - from) / 60} - 2px)` }}
      aria-hidden="true"
    >
      <Typed text={own.title} />
    </span>
  );
}

function ColumnMessage({ column, state, move, onRetry }: WeekColumnProps) {
  const t = useMessages("pick");
  const { people, display } = move;
  switch (state.kind) {
    case "past":
      return <p className={styles.message}>{t("week.past")}</p>;
    case "checking":
      return (
        <p className={styles.message}>
          <Spinner />
          {t("week.checking")}
        </p>
      );
    case "failed":
      return (
        <div className={styles.message}>
          <b>{t("week.couldNotLoad")}</b>
          <Button size="sm" onClick={onRetry}>
            {t("week.tryAgain")}
          </Button>
        </div>
      );
    case "answered": {
      const why = whyEmpty(column.day, state.availability, display.timeZone);
      return <p className={styles.message}>{t(`week.${why}`, readerOf(people))}</p>;
    }
  }
}
