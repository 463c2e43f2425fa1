import { memo } from "react";
import { useMessages } from "@/copy/messages-provider.tsx";
import { formatDayLong } from "@/time/format.ts";
import { noonOf } from "@/features/reschedule/model/noon-of.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import type { LaneMark, LanePart, Minutes, ColumnLayout } from "./week-layout.ts";
import { topAt, WeekSlotButton } from "./week-slot-button.tsx";

/**
 * One day: your lane, the other person's lane, and the times in front of them. Memoized, since a
 * week has many.
 */
export const WeekColumn = memo(function WeekColumn({
  column,
  hours,
  move,
  durationMinutes,
  chosen,
  isListed,
  nowMinutes,
  onChoose,
}: {
  column: ColumnLayout;
  hours: Minutes;
  move: MoveContext;
  durationMinutes: number;
  chosen: number | null;
  /** Whether this is the one day that phones show. */
  isListed: boolean;
  /** The current time, on today's column only. */
  nowMinutes: number | null;
  onChoose: (start: number) => void;
}) {
  const t = useMessages("pick");
  const { people, display } = move;
  const isCoach = people.role === "coach";
  const look = `wk-col${column.slots.length === 0 ? " off" : ""}${isListed ? " day-m" : ""}`;
  return (
    <fieldset
      className={look}
      style={{ height: topAt(hours.to, hours) }}
      aria-label={formatDayLong(noonOf(column.day, display.timeZone), display)}
      data-column={column.day}
    >
      <Lane side="l1" parts={isCoach ? column.coach : column.mentee} hours={hours} />
      <Lane side="l2" parts={isCoach ? column.mentee : column.coach} hours={hours} />
      {column.slots.map((placed) => (
        <WeekSlotButton
          key={placed.slot.start}
          isChosen={placed.slot.start === chosen}
          {...{ placed, hours, move, durationMinutes, onChoose }}
        />
      ))}
      {column.slots.length === 0 && <div className="wk-none">{t("week.none")}</div>}
      {nowMinutes !== null && (
        <span className="nowline" style={{ top: topAt(nowMinutes, hours) }} aria-hidden="true" />
      )}
    </fieldset>
  );
});

const marks: Readonly<Record<LaneMark, string>> = { busy: "b", off: "o", unknown: "u" };

function Lane({
  side,
  parts,
  hours,
}: {
  side: "l1" | "l2";
  parts: readonly LanePart[];
  hours: Minutes;
}) {
  return (
    <span className={`lane ${side}`} aria-hidden="true">
      {parts.map(({ from, to, mark }) => (
        <i
          key={`${mark} ${from}`}
          className={marks[mark]}
          style={{ top: topAt(from, hours), height: `calc(var(--h) * ${(to - from) / 60})` }}
        />
      ))}
    </span>
  );
}
