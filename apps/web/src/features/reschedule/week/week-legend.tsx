import { useMessages } from "@/copy/messages-provider.tsx";
import { readerOf } from "@/components/display/people.ts";
import type { DaysView } from "@/features/reschedule/month/days-view.ts";
import { lookOf } from "@/features/reschedule/slots/slot-words.ts";
import type { Slot } from "@/features/reschedule/slots/slots.ts";
import type { DayLanes, LaneMark } from "./day-lanes.ts";
import { LaneSample } from "./lane.tsx";
import styles from "./week.module.css";
import type { WeekLayout } from "./week-layout.ts";

const laneMarks = ["busy", "off", "unknown"] as const satisfies readonly LaneMark[];
const verdicts = [
  "mutual",
  "menteeUnknown",
  "menteeBusy",
  "outsideMenteeHours",
  "current",
  "taken",
] as const satisfies readonly Slot["verdict"][];

/** Explains what is drawn now, and nothing else: the lanes, then the times. */
export function WeekLegend({
  view,
  lanes,
  layout,
  chosen,
}: {
  view: DaysView;
  lanes: readonly (DayLanes | null)[];
  layout: WeekLayout;
  chosen: number | null;
}) {
  const t = useMessages("pick");
  const { hours, columns } = layout;
  const drawn = new Set(
    lanes
      .flatMap((day) => (day ? [...day.coach, ...day.mentee] : []))
      .filter(({ from, to }) => from < hours.to && to > hours.from)
      .map(({ mark }) => mark),
  );
  const slots = columns.flatMap((column) => column.slots.map(({ slot }) => slot));
  const shown = new Set(
    slots.filter(({ start }) => start !== chosen).map(({ verdict }) => verdict),
  );
  if (columns.some(({ here }) => here !== null)) shown.add("current");
  const isChosenShown = slots.some(({ start }) => start === chosen);
  return (
    <ul className={styles.legend} aria-label={t("legend.label")}>
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
      {verdicts
        .filter((verdict) => shown.has(verdict))
        .map((verdict) => (
          <li key={verdict}>
            <SlotSample look={lookOf(verdict, false)} />
            {t(`legend.${verdict}`, readerOf(view.people))}
          </li>
        ))}
      {isChosenShown && (
        <li>
          <SlotSample look={lookOf("mutual", true)} />
          {t("legend.selected")}
        </li>
      )}
    </ul>
  );
}

function SlotSample({ look: { className, Icon } }: { look: ReturnType<typeof lookOf> }) {
  return (
    <span className={`${className} ${styles.sample}`} aria-hidden="true">
      <Icon className="i" />
    </span>
  );
}
