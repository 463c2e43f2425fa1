"use client";

import type { Availability } from "@reslot/api";
import { localDay } from "@reslot/cal/time";
import type { FirstAvailability } from "@/features/reschedule/model/first-screen.ts";
import {
  type Answer,
  countGood,
  type DayState,
  dayStateOf,
  drawnDays,
  rangeFor,
  type Slot,
  slotsOn,
  spanOf,
  toSlots,
  type View,
  type OfferedTimes,
} from "@reslot/react";
import { firstDayOfWeek } from "@reslot/react/time";
import { useMemo, useState } from "react";
import { useDisplay } from "@/components/display/display.tsx";
import { useNow } from "@/components/display/use-now.ts";
import { useAvailability } from "@/features/reschedule/slots/use-availability.ts";
import { useKnownAnswers } from "@/features/reschedule/slots/use-known-answers.ts";
import { type Gone, useTakenSlots } from "@/features/reschedule/slots/use-taken-slots.ts";

export interface MonthsView {
  today: string;
  /** An answer about the listed days, else about others; undefined while there is none. */
  availability: Availability | undefined;
  /** Every start of the days that were answered, including those just taken. */
  slots: readonly Slot[];
  /** Starts that a meeting took while the page was open. */
  taken: ReadonlySet<number>;
  /** Those of them that no refusal has told of. */
  lost: ReadonlySet<number>;
  /** Starts that went, although no meeting is known to have their time. */
  shifted: ReadonlySet<number>;
  /** Starts that came or were shifted while the day was listed. */
  changed: ReadonlySet<number>;
  /** The listed week's days. */
  week: readonly string[];
  /** The days of the rolling month around the focused day. */
  month: readonly string[];
  /** What is known of each day that may be drawn. */
  states: ReadonlyMap<string, DayState>;
  /** Good times of each answered day that has any. */
  counts: ReadonlyMap<string, number>;
  /** Asks for the days of the month too, where only a week is drawn. */
  showMonth: (isShown: boolean) => void;
  isFetching: boolean;
  /** Why the listed days cannot be read, or could not be read again. */
  error: unknown;
  /** A start that was refused is not offered again. */
  markRefused: (start: number, as: "taken" | "notOffered") => void;
  checkAgain: () => void;
}

/** The times behind list, month, strip and week: what is drawn is asked for, each range once. */
export function useMonths({
  bookingUlid,
  day,
  focusedDay,
  view,
  first,
}: {
  bookingUlid: string;
  day: string;
  focusedDay: string;
  view: View;
  first: FirstAvailability | null;
}): MonthsView {
  const { locale, timeZone } = useDisplay();
  const today = localDay(useNow(60_000), timeZone);
  const calendar = { today, firstDay: firstDayOfWeek(locale) };
  const week = drawnDays("week", day, calendar);
  const month = drawnDays("month", focusedDay, calendar);
  const listed = view === "week" ? week : drawnDays("month", day, calendar);

  const own = useRange(listed, { bookingUlid, today, first });
  const [isMonthShown, showMonth] = useState(false);
  const drawsMonth = view === "month" || isMonthShown;
  const focused = useRange(drawsMonth ? month : week, { bookingUlid, today, first });
  const others = useKnownAnswers(bookingUlid);
  const [gone, markRefused] = useTakenSlots(own.query.data, { ...own.input, day });

  const asked = [own, focused];
  const isWhole = asked.every(({ query }) => query.data !== undefined);
  const answers = [...asked.flatMap(answerOf), ...(isWhole ? [] : others())];
  const failed = asked.filter(({ query }) => query.isError).map(({ input }) => spanOf(input));
  const states = new Map(
    [...listed, ...week, ...month].map((each) => [
      each,
      dayStateOf(each, { today, timeZone, answers, failed }),
    ]),
  );
  const slots = useSlots(states, gone, timeZone);
  return {
    today,
    availability: answers[0]?.availability,
    slots,
    taken: gone.taken,
    lost: gone.lost,
    shifted: gone.shifted,
    changed: gone.changed,
    week,
    month,
    states,
    counts: useMemo(() => countGood(slots, timeZone), [slots, timeZone]),
    showMonth,
    isFetching: own.query.isFetching,
    error: own.query.error,
    markRefused,
    checkAgain() {
      for (const { query } of asked) void query.refetch({ cancelRefetch: false });
    },
  };
}

function useRange(
  days: readonly string[],
  asked: { bookingUlid: string; today: string; first: FirstAvailability | null },
) {
  const { timeZone } = useDisplay();
  const input = rangeFor(asked.bookingUlid, days, { today: asked.today, timeZone });
  return { input, query: useAvailability(input, { first: asked.first }) };
}

function answerOf({ input, query }: ReturnType<typeof useRange>): Answer<Availability>[] {
  return query.data ? [{ range: spanOf(input), availability: query.data }] : [];
}

/** Every start of the answered days, each day from its own answer; the same list until one changes. */
function useSlots(
  states: ReadonlyMap<string, DayState>,
  { taken, refused }: Pick<Gone, "taken" | "refused">,
  timeZone: string,
): readonly Slot[] {
  const answered = [...states]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([day, state]) =>
      state.kind === "answered" ? [{ day, availability: state.availability }] : [],
    );
  const key = answered.map(({ day, availability }) => `${day} ${availability.answeredAt}`).join();
  return useMemo(() => {
    const known = new Map<OfferedTimes, Slot[]>();
    return answered.flatMap(({ day, availability }) => {
      const all = known.get(availability) ?? toSlots(availability, taken);
      known.set(availability, all);
      return slotsOn(all, day, timeZone).filter(({ start }) => !refused.has(start));
    });
    // `key` names what was answered for which day.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, taken, refused, timeZone]);
}
