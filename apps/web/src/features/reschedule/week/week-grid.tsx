"use client";

import type { Availability } from "@reslot/api";
import { localDay, localMinutes } from "@reslot/cal/time";
import { type DayState, isGood, readerOf, type Slot } from "@reslot/react";
import { useWeekFocus, weekAfterKey } from "@reslot/react/keyboard";
import { type DaysView, hiddenHoursLabel, stateOf } from "@reslot/react/labels";
import {
  type DayLanes,
  isNowIn,
  lanesOfDay,
  threeAround,
  type WeekLayout,
} from "@reslot/react/week";
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { useNow } from "@/components/display/use-now.ts";
import { Button } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { PickerBar } from "@/features/reschedule/month/picker-bar.tsx";
import { ToolsBelow } from "@/features/reschedule/month/tools-below.tsx";
import { WeekStrip } from "@/features/reschedule/month/week-strip.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { NoTimes } from "@/features/reschedule/slots/no-times.tsx";
import { ShowAllSwitch } from "@/features/reschedule/slots/show-all-switch.tsx";
import type { Place } from "@/features/reschedule/slots/slot-legend.tsx";
import { useLatest } from "@/features/reschedule/slots/use-latest.ts";
import { useWeekLayout } from "./use-week-layout.ts";
import { WeekColumn } from "./week-column.tsx";
import { Hours, WeekDays } from "./week-head.tsx";
import { WeekLegend } from "./week-legend.tsx";
import { WeekText } from "./week-text.tsx";
import styles from "./week.module.css";
import card from "@/components/ui/card.module.css";

interface WeekGridProps {
  move: MoveContext;
  view: DaysView;
  /** The seven days of the week. */
  days: readonly string[];
  slots: readonly Slot[];
  availability: Availability | undefined;
  chosen: number | null;
  showAll: boolean;
  /** The next good time after this week. */
  next: number | null;
  /** Shown above the grid: why the last move was refused. */
  panel: ReactNode;
  /** The button that opens the month, on phones. */
  month?: ReactNode;
  /** For the zone and the form of the times. */
  tools?: ReactNode;
  onSelectDay: (day: string) => void;
  onShowAll: (showAll: boolean) => void;
  onChoose: (start: number) => void;
  /** Reads what could not be read once more. */
  onRetry: () => void;
}

/** A week of both people: a lane for each, and the offered times in front. Phones show one day of it. */
export function WeekGrid(props: WeekGridProps) {
  const { move, view, days, slots, availability, chosen, showAll } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const [showAllHours, setShowAllHours] = useState(false);
  const { timeZone } = view.display;
  const durationMinutes = availability?.durationMinutes ?? move.booking.durationMinutes;
  const canHide = move.people.role === "mentee" && availability?.checks.mentee === "checked";
  const [shown, layout] = useWeekLayout(
    { slots, days, isHiding: canHide && !showAll, chosen },
    { durationMinutes, showAllHours, timeZone, current: move.current },
  );
  const lanes = useLanes(days, view, move);
  const id = useId();
  const idOf = (day: string) => `${id}${day}`;
  const placeOf = placesIn(days, view.day);
  const retry = () => {
    heading.current?.focus(); // the button goes
    props.onRetry();
  };
  return (
    <>
      <WeekCard {...props} {...{ heading, canHide, shown }}>
        <WeekDays {...{ days, view, placeOf }} />
        <Body {...props} {...{ layout, lanes, durationMinutes, idOf }} onRetry={retry} />
        <MoreHours {...{ layout, view, showAllHours }} onShow={setShowAllHours} />
      </WeekCard>
      <WeekLegend {...{ view, lanes, layout, chosen, placeOf }} current={move.current.start} />
      <WeekText {...{ view, days, lanes, idOf }} />
    </>
  );
}

function WeekCard({
  heading,
  canHide,
  shown,
  children,
  ...props
}: WeekGridProps & {
  heading: RefObject<HTMLHeadingElement | null>;
  /** Whether there is a calendar to hide times by. */
  canHide: boolean;
  shown: readonly Slot[];
  children: ReactNode;
}) {
  const { move, view, days, availability, onSelectDay, onShowAll } = props;
  const t = useMessages("pick");
  const words = useMessages("slots");
  const label = words("showAll", readerOf(move.people));
  const toggle = { isOn: props.showAll, label, onChange: onShowAll };
  const kinds = days.map((day) => stateOf(day, view).kind);
  const isKnown = kinds.includes("answered") && kinds.every((kind) => isAnswer.has(kind));
  const turn = (event: KeyboardEvent) => {
    const day = weekAfterKey(event, view);
    if (day === null) return;
    event.preventDefault();
    heading.current?.focus({ preventScroll: true }); // the times go
    onSelectDay(day);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={`${card.card} ${styles.week}`}
      aria-label={t("week.label")}
      onKeyDown={turn}
    >
      <PickerBar {...{ view, days, heading, onSelectDay }} tools={props.tools}>
        {canHide && <ShowAllSwitch {...toggle} place="above" />}
        {props.month}
      </PickerBar>
      <WeekStrip {...{ view, onSelectDay }} week={days} />
      {props.panel}
      {availability && isKnown && !shown.some(isGood) && (
        <NoTimes
          {...{ move, availability }}
          next={props.next}
          period="week"
          hidden={props.slots.length - shown.length}
          onShowAll={() => onShowAll(true)}
          onChoose={props.onChoose}
        />
      )}
      {children}
      {canHide && (
        <div className={styles.below}>
          <ShowAllSwitch {...toggle} place="below" />
        </div>
      )}
      <ToolsBelow>{props.tools}</ToolsBelow>
    </section>
  );
}

const isAnswer: ReadonlySet<DayState["kind"]> = new Set(["answered", "past"]);

function MoreHours({
  layout,
  view,
  showAllHours,
  onShow,
}: {
  layout: WeekLayout;
  view: DaysView;
  showAllHours: boolean;
  onShow: (showAll: boolean) => void;
}) {
  const t = useMessages("pick");
  if (layout.hidden.length === 0) return null;
  return (
    <div className={styles.more}>
      <Button variant="quiet" size="sm" onClick={() => onShow(!showAllHours)}>
        {showAllHours
          ? t("week.fewerHours")
          : t("week.showHours", { hours: hiddenHoursLabel(t, layout.hidden, view) })}
      </Button>
    </div>
  );
}

/** Both people's lanes of each day; null where they are not known. Whatever is hidden or chosen. */
function useLanes(
  days: readonly string[],
  view: DaysView,
  { current }: MoveContext,
): readonly (DayLanes | null)[] {
  const { states, display } = view;
  const { timeZone } = display;
  const answers = days.map((day) => {
    const state = states.get(day);
    return state?.kind === "answered" ? state.availability : null;
  });
  const key = answers.map((answer) => answer?.answeredAt ?? "").join();
  const week = days.join();
  return useMemo(
    () =>
      answers.map(
        (answer, index) => answer && lanesOfDay(days[index] ?? "", answer, { timeZone, current }),
      ),
    // `key` names the answers, `week` the days.
    // oxlint-disable-next-line react/exhaustive-deps
    [key, week, timeZone, current],
  );
}

/** The one day that phones show, the three of small tablets, and the others. */
function placesIn(days: readonly string[], listed: string): (day: string) => Place {
  const near = threeAround(listed, days);
  return (day) => (day === listed ? "listed" : near.includes(day) ? "near" : "far");
}

function Body({
  layout,
  lanes,
  move,
  view,
  days,
  chosen,
  showAll,
  durationMinutes,
  idOf,
  onChoose,
  onRetry,
}: WeekGridProps & {
  layout: WeekLayout;
  lanes: readonly (DayLanes | null)[];
  durationMinutes: number;
  idOf: (day: string) => string;
}) {
  const focus = useWeekFocus<HTMLFormElement>();
  const choose = useLatest(onChoose);
  const retry = useLatest<void>(onRetry);
  const { hours, step, columns } = layout;
  const { timeZone } = view.display;
  const now = useNow(60_000);
  const minutes = localMinutes(now, timeZone);
  const nowOn = (day: string) =>
    day === localDay(now, timeZone) && isNowIn(hours, minutes) ? minutes : null;
  const placeOf = placesIn(days, view.day);
  const density = step < 30 ? styles.tight : step < 45 ? styles.close : "";
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form method="get" className={`${styles.body} ${density}`} {...focus}>
      <input type="hidden" name="d" value={view.day} />
      <input type="hidden" name="view" value="week" />
      {showAll && <input type="hidden" name="all" value="1" />}
      <Hours {...{ hours, days, view }} />
      {columns.map((column, index) => (
        <WeekColumn
          key={column.day}
          state={stateOf(column.day, view)}
          lanes={lanes[index] ?? null}
          place={placeOf(column.day)}
          nowMinutes={nowOn(column.day)}
          chosen={column.slots.some(({ slot }) => slot.start === chosen) ? chosen : null}
          describedBy={idOf(column.day)}
          onChoose={choose}
          onRetry={retry}
          {...{ column, hours, move, durationMinutes }}
        />
      ))}
    </form>
  );
}
