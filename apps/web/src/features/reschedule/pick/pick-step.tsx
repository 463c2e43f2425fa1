"use client";

import type { View } from "@reslot/react";
import dynamic from "next/dynamic";
import { paths } from "@/paths.ts";
import { ChecksLine } from "./checks-line.tsx";
import { Freshness } from "@/features/reschedule/slots/freshness.tsx";
import { intervalAt } from "@/features/reschedule/model/move.ts";
import { MovedElsewhere } from "./moved-elsewhere.tsx";
import { NowLine } from "./now-line.tsx";
import { PickBar } from "./pick-bar.tsx";
import { PickHead } from "./pick-head.tsx";
import { PickNotes } from "./pick-notes.tsx";
import styles from "./pick-step.module.css";
import { PickerTools } from "./picker-tools.tsx";
import { usePickKeys } from "./use-pick-keys.ts";
import { Lock } from "@/features/reschedule/slots/lock.ts";
import { NoScriptDays } from "@/features/reschedule/month/no-script-days.tsx";
import { Suggestions } from "@/features/reschedule/slots/suggestions.tsx";
import { TakenNews } from "@/features/reschedule/slots/taken-news.tsx";
import type { PickerProps } from "@/features/reschedule/month/picker-props.ts";

// Loaded separately, so that one view does not wait for the other's code.
const MonthPicker = dynamic(
  async () => (await import("@/features/reschedule/month/month-picker.tsx")).MonthPicker,
);
const WeekPicker = dynamic(
  async () => (await import("@/features/reschedule/week/week-picker.tsx")).WeekPicker,
);

interface PickStepProps extends Omit<PickerProps, "tools"> {
  /** The view in the address, or the default. */
  view: View;
  /** Whether anyone else has moved the meeting while this page was open. */
  isMovedElsewhere: boolean;
  onView: (view: View) => void;
  onReview: () => void;
}

/** Choosing a new time: the meeting, the days, and one day's times. */
export function PickStep(props: PickStepProps) {
  const { move, months, url, day, view, isMovedElsewhere, onReview } = props;
  const { booking, people, display } = move;
  const { availability } = months;
  const durationMinutes = availability?.durationMinutes ?? booking.durationMinutes;
  const chosen = url.slot === null ? null : intervalAt(url.slot, durationMinutes);
  const isLocked = booking.inFlight !== null;
  usePickKeys(props);
  const tools = <PickerTools {...{ move, url, view }} onView={props.onView} />;
  const freshness = (
    <Freshness
      asOf={availability?.asOf}
      isFetching={months.isFetching}
      isStale={Boolean(months.error)}
      onCheck={months.checkAgain}
    />
  );
  const isRead = isMenteeRead(booking, availability);
  const suggestions = <NearTimes {...props} />;
  return (
    <Lock value={isLocked}>
      <PickHead {...{ move, durationMinutes }} />
      <NoScriptDays
        {...{ day, display }}
        view={url.view}
        today={months.today}
        path={paths.reschedule(booking.ulid)}
      />
      <div className={styles.step}>
        <TakenNews lost={months.lost} display={display} />
        <MovedElsewhere move={move} isMoved={isMovedElsewhere} />
        <PickNotes {...{ move, months, url, day, chosen, durationMinutes }} />
        <NowLine move={move}>
          <span className={styles.before}>{freshness}</span>
        </NowLine>
        {isRead && suggestions}
        {view === "week" ? (
          <WeekPicker {...props} tools={tools} />
        ) : (
          <MonthPicker {...props} tools={tools} />
        )}
        {!isRead && suggestions}
        {chosen && !isLocked && <PickBar {...{ move, chosen, onReview }} />}
        <div className={styles.after}>{freshness}</div>
        {availability && <ChecksLine people={people} checks={availability.checks} />}
      </div>
    </Lock>
  );
}

/**
 * Whether the mentee's calendar is read, or being read. Below a warning that it is not, suggestions would push the
 * first time out of view, and say little: only one calendar was read.
 */
function isMenteeRead(
  { menteeConnection }: PickStepProps["move"]["booking"],
  availability: PickStepProps["months"]["availability"],
): boolean {
  return (
    menteeConnection === "connected" && (availability?.checks.mentee ?? "checked") === "checked"
  );
}

/** Nothing where the times could not be read. */
function NearTimes({ move, months, url, onChoose }: PickStepProps) {
  const { availability, error, taken } = months;
  if (!availability && error) return null;
  return <Suggestions {...{ move, availability, onChoose, taken }} chosen={url.slot} />;
}
