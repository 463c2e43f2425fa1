"use client";

import { type Dispatch, type ReactNode, useEffect, useLayoutEffect } from "react";
import { paths } from "@/paths.ts";
import type { FirstScreen } from "@/features/reschedule/model/first-screen.ts";
import { intervalAt, type MoveContext } from "@/features/reschedule/model/move.ts";
import { type MonthsView, useMonths } from "@/features/reschedule/month/use-months.ts";
import { InFlight } from "@/features/reschedule/pick/in-flight.tsx";
import { MovedElsewhere } from "@/features/reschedule/pick/moved-elsewhere.tsx";
import { PickStep } from "@/features/reschedule/pick/pick-step.tsx";
import type { ConfirmMove } from "@/features/reschedule/review/review-step.tsx";
import { type Draft, useDraft } from "@/features/reschedule/review/use-draft.ts";
import { type Interval, localDay } from "@reslot/cal/time";
import {
  askedDay,
  isLocked,
  nearestGood,
  selectIsMovedElsewhere,
  selectScreenState,
  selectTrouble,
  type Slot,
  type TimesState,
  toQuery,
  type Trouble,
  type UrlState,
  type DayState,
  type ScreenState,
} from "@reslot/react";
import { payloadOf } from "@/trpc/payload-of.ts";
import { ReviewStep, TroublePanel } from "./later-steps.ts";
import { Screen } from "./screen.tsx";
import { useMoveContext } from "./use-move-context.ts";
import type { MoveEvent, MoveState } from "./use-reschedule-machine.ts";

interface Props {
  first: FirstScreen;
  confirmMove: ConfirmMove;
  state: MoveState & { step: "pick" | "review" };
  dispatch: Dispatch<MoveEvent>;
  send: (target: Interval, draft: Draft) => void;
}

/** The two steps before a move is known to be made, on the same times and the same draft. */
export function ChooseAndReview({ first, confirmMove, state, dispatch, send }: Props) {
  const { url, booking } = state;
  const seen = useMoveContext(state.sent ?? booking);
  const { timeZone } = seen.display;
  const day = askedDay(url, timeZone) ?? first.day;
  const focusedDay = state.focusedDay ?? day;
  const months = useMonths({
    bookingUlid: booking.ulid,
    day,
    focusedDay,
    view: url.view ?? first.view,
    first: first.availability,
  });
  const move = withReadLengths(seen, months);
  const [draft, setDraft] = useDraft(booking.ulid);
  const trouble = selectTrouble(state);
  useMarkRefused(trouble, months);

  const choose = (start: number) =>
    dispatch({ type: "timeChosen", start, day: localDay(start, timeZone) });
  const panel = trouble && <Refused {...{ move, url, months, trouble, draft }} onChoose={choose} />;
  const target = url.slot === null ? null : intervalAt(url.slot, minutesOf(move, months));
  const review = target && (
    <ReviewStep
      {...{ move, target, draft, confirmMove }}
      slot={slotAt(target, months, timeZone)}
      nearby={nearestGood(months.slots, target.start)}
      isMoving={state.sent !== null}
      isLocked={isLocked(state)}
      formAttemptUlid={first.formAttemptUlid}
      trouble={<ReviewNotes {...{ state, move, panel }} />}
      onDraft={setDraft}
      onChoose={choose}
      onBack={() => dispatch({ type: "reviewClosed" })}
      onSubmit={() => send(target, draft)}
    />
  );
  const screen = useScreenState(state, { months, day, dispatch });
  switch (state.step) {
    case "review":
      return <Screen state={screen}>{review}</Screen>;
    case "pick":
      return (
        <Screen state={screen}>
          <noscript>{review}</noscript>
          <PickStep
            {...{ move, months, url, day, focusedDay }}
            view={url.view ?? first.view}
            isMovedElsewhere={selectIsMovedElsewhere(state)}
            trouble={panel}
            onFocusDay={(next) => dispatch({ type: "dayFocused", day: next })}
            onSelectDay={(next) => dispatch({ type: "daySelected", day: next })}
            onShowAll={(showAll) => dispatch({ type: "showAllChanged", showAll })}
            onView={(view) => dispatch({ type: "viewChosen", view })}
            onChoose={choose}
            onReview={() => dispatch({ type: "reviewOpened" })}
          />
        </Screen>
      );
  }
}

/** What has changed since the time was chosen. */
function ReviewNotes({
  state,
  move,
  panel,
}: {
  state: MoveState;
  move: MoveContext;
  panel: ReactNode;
}) {
  return (
    <>
      <MovedElsewhere move={move} isMoved={selectIsMovedElsewhere(state)} />
      {isLocked(state) && <InFlight move={move} />}
      {panel}
    </>
  );
}

function Refused({
  move,
  url,
  months,
  trouble,
  draft,
  onChoose,
}: {
  move: MoveContext;
  url: UrlState;
  months: MonthsView;
  trouble: Trouble;
  draft: Draft;
  onChoose: (start: number) => void;
}) {
  // This page with its day and choice, to come back to.
  const query = toQuery({ ...url, attempt: null, error: null });
  return (
    <TroublePanel
      key={`${trouble.code} ${trouble.start}`}
      {...{ move, trouble, onChoose }}
      slots={months.slots}
      durationMinutes={minutesOf(move, months)}
      here={`${paths.reschedule(move.booking.ulid)}${query}`}
      hasReason={draft.reason.trim() !== ""}
    />
  );
}

/** A time that was refused as taken is shown as taken from then on, and one that is not offered not at all. */
function useMarkRefused(trouble: Trouble | null, { markRefused }: MonthsView): void {
  const start = trouble?.code === "SLOT_TAKEN" ? trouble.start : null;
  const refusedAs = trouble?.details["reason"] === "notOffered" ? "notOffered" : "taken";
  useEffect(() => {
    if (start !== null) markRefused(start, refusedAs);
    // oxlint-disable-next-line react/exhaustive-deps
  }, [start, refusedAs]);
}

/** The times are read later than the booking, and with them the lengths that it may get. */
function withReadLengths(move: MoveContext, { availability }: MonthsView): MoveContext {
  const { booking } = move;
  return availability ? { ...move, booking: { ...booking, lengths: availability.lengths } } : move;
}

/** The length that the meeting will have. */
function minutesOf({ booking }: MoveContext, { availability }: MonthsView): number {
  return availability?.durationMinutes ?? booking.durationMinutes;
}

/** The offered slot at the chosen time; null while its day is not known. */
function slotAt(
  { start }: Interval,
  { slots, states }: MonthsView,
  timeZone: string,
): Slot | null | "gone" {
  const slot = slots.find((each) => each.start === start);
  if (slot) return slot;
  return states.get(localDay(start, timeZone))?.kind === "answered" ? "gone" : null;
}

/** Tells the machine what is known of the listed day, before the browser paints: its state is never older than the page. */
function useScreenState(
  state: MoveState,
  {
    months: { states, error },
    day,
    dispatch,
  }: { months: MonthsView; day: string; dispatch: Dispatch<MoveEvent> },
): ScreenState {
  const kind = states.get(day)?.kind;
  useLayoutEffect(() => {
    dispatch({ type: "timesRead", times: timesOf(kind, error) });
  }, [kind, error, dispatch]);
  return selectScreenState(state);
}

function timesOf(kind: DayState["kind"] | undefined, error: unknown): TimesState {
  if (kind === "answered" || kind === "past") return { kind: "answered" };
  return kind === "failed" && error
    ? { kind: "failed", code: payloadOf(error).code }
    : { kind: "checking" };
}
