import type { DaysView } from "@reslot/react/labels";
import type { DayLanes, LaneMark, WeekLayout } from "@reslot/react/week";
import { useMessages } from "@/copy/messages-provider.tsx";
import { SlotLegend } from "@/features/reschedule/slots/slot-legend.tsx";
import { LaneSample } from "./lane.tsx";

const laneMarks = ["busy", "off", "unknown"] as const satisfies readonly LaneMark[];

/** Explains what is drawn now, and nothing else: the lanes, then the times. */
export function WeekLegend({
  view,
  lanes,
  layout: { hours, columns },
  chosen,
  current,
}: {
  view: DaysView;
  lanes: readonly (DayLanes | null)[];
  layout: WeekLayout;
  chosen: number | null;
  /** Where the meeting is now. */
  current: number;
}) {
  const t = useMessages("pick");
  const drawn = new Set(
    lanes
      .flatMap((day) => (day ? [...day.coach, ...day.mentee] : []))
      .filter(({ from, to }) => from < hours.to && to > hours.from)
      .map(({ mark }) => mark),
  );
  const here = columns.some((column) => column.here !== null)
    ? [{ start: current, verdict: "current" as const }]
    : [];
  const slots = [...columns.flatMap((column) => column.slots.map(({ slot }) => slot)), ...here];
  return (
    <SlotLegend times={{ people: view.people, slots, chosen }}>
      {laneMarks
        .filter((mark) => drawn.has(mark))
        .map((mark) => (
          <li key={mark}>
            <LaneSample mark={mark} />
            {t(`week.marks.${mark}`)}
          </li>
        ))}
      {lanes.some(Boolean) && (
        <li>
          <LaneSample mark="free" />
          {t("week.marks.free")}
        </li>
      )}
    </SlotLegend>
  );
}
