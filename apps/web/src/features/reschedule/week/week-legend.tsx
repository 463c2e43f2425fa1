import type { DaysView } from "@reslot/react/labels";
import type { DayLanes, LaneMark, WeekLayout } from "@reslot/react/week";
import { useMessages } from "@/copy/messages-provider.tsx";
import { LegendItem, type Place, SlotLegend } from "@/features/reschedule/slots/slot-legend.tsx";
import { LaneSample } from "./lane.tsx";

const laneMarks = ["busy", "off", "unknown"] as const satisfies readonly LaneMark[];

/** Explains what is drawn now, and nothing else: the lanes, then the times. */
export function WeekLegend({
  view,
  lanes,
  layout: { hours, columns },
  chosen,
  current,
  placeOf,
}: {
  view: DaysView;
  lanes: readonly (DayLanes | null)[];
  layout: WeekLayout;
  chosen: number | null;
  /** Where the meeting is now. */
  current: number;
  /** Which screens show a day. */
  placeOf: (day: string) => Place;
}) {
  const t = useMessages("pick");
  const places = columns.map(({ day }) => placeOf(day));
  const placesOf = (mark: LaneMark) =>
    places.filter((_, index) => {
      const { coach = [], mentee = [] } = lanes[index] ?? {};
      return [...coach, ...mentee].some(
        (part) => part.mark === mark && part.from < hours.to && part.to > hours.from,
      );
    });
  const slots = columns.flatMap((column, index) => {
    const place = places[index] ?? "far";
    const here = column.here ? [{ start: current, verdict: "current" as const }] : [];
    return [...column.slots.map(({ slot }) => slot), ...here].map((slot) => ({ ...slot, place }));
  });
  return (
    <SlotLegend times={{ people: view.people, slots, chosen }}>
      {laneMarks.map((mark) => (
        <LegendItem key={mark} places={placesOf(mark)}>
          <LaneSample mark={mark} />
          {t(`week.marks.${mark}`)}
        </LegendItem>
      ))}
      <LegendItem places={places.filter((_, index) => Boolean(lanes[index]))}>
        <LaneSample mark="free" />
        {t("week.marks.free")}
      </LegendItem>
    </SlotLegend>
  );
}
