"use client";

import { localDay } from "@reslot/cal/time";
import { useEffect, useMemo, useState } from "react";
import { paths } from "@/paths.ts";
import { payloadOf } from "@/trpc/payload-of.ts";
import { type MoveContext, type Span, spanAt } from "@/features/reschedule/model/move.ts";
import { PickStep } from "@/features/reschedule/pick/pick-step.tsx";
import type { FirstScreen } from "@/features/reschedule/model/first-screen.ts";
import { type ConfirmMove, ReviewStep } from "@/features/reschedule/review/review-step.tsx";
import { Screen } from "./screen.tsx";
import { type ScreenState, stateOfChoice } from "@/features/reschedule/model/screen-state.ts";
import { nearestGood, type Slot } from "@/features/reschedule/slots/slots.ts";
import { type Trouble, troubleFromCode } from "@/features/reschedule/model/trouble.ts";
import { TroublePanel } from "@/features/reschedule/result/trouble-panel.tsx";
import { type ChangeUrl, toQuery, type UrlState } from "@/features/reschedule/model/url-state.ts";
import { type Draft, useDraft } from "@/features/reschedule/review/use-draft.ts";
import { type MonthsView, useMonths } from "@/features/reschedule/month/use-months.ts";
import type { MoveFlow } from "./use-move-flow.ts";

interface Props {
  first: FirstScreen;
  confirmMove: ConfirmMove;
  move: MoveContext;
  state: UrlState;
  change: ChangeUrl;
  flow: MoveFlow;
  isMovedMeanwhile: boolean;
}

/** The two steps before a move is sent, and the panel between them when a try failed. */
export function ChooseAndReview(props: Props) {
  const { first, confirmMove, move, state, change, flow, isMovedMeanwhile } = props;
  const { booking, display } = move;
  const chosenDay = state.slot === null ? null : localDay(state.slot, display.timeZone);
  const day = (state.isReviewing ? chosenDay : state.day) ?? chosenDay ?? first.day;
  const [focusedDay, setFocusedDay] = useState(day);
  const [draft, setDraft] = useDraft(booking.ulid);
  const asked = { bookingUlid: booking.ulid, day, focusedDay };
  const months = useMonths({ ...asked, first: first.availability });
  const trouble = useTrouble(flow, state, months);
  const minutes = months.availability?.durationMinutes ?? booking.durationMinutes;
  const target = state.slot === null ? null : spanAt(state.slot, minutes);

  const panel = (onChoose: (start: number) => void) =>
    trouble && <Refused {...{ move, state, months, trouble, minutes, draft, onChoose }} />;
  const reviewOther = (start: number) => {
    flow.clearTrouble();
    change({ slot: start, day: localDay(start, display.timeZone), error: null });
  };
  const review = target && (
    <ReviewStep
      {...{ move, target, confirmMove }}
      slot={slotFor(target, months)}
      nearby={nearestGood(months.slots, target.start)}
      draft={draft}
      isMoving={flow.sent !== null}
      formAttemptUlid={first.formAttemptUlid}
      trouble={panel(reviewOther)}
      onDraft={setDraft}
      onChoose={reviewOther}
      onBack={() => change({ isReviewing: false, error: null }, "push")}
      onSubmit={() => flow.send(target, draft)}
    />
  );

  const isReviewing = review !== null && state.isReviewing;
  const screen = screenOf({ flow, trouble, isReviewing, months });
  if (isReviewing) return <Screen state={screen}>{review}</Screen>;
  return (
    <Screen state={screen}>
      <noscript>{review}</noscript>
      <PickStep
        {...{ move, months, state, change, day, focusedDay, isMovedMeanwhile }}
        view={state.view ?? first.view}
        onFocusDay={setFocusedDay}
        trouble={panel}
        onChosen={flow.clearTrouble}
        onReview={() => change({ isReviewing: true, error: null }, "push")}
      />
    </Screen>
  );
}

/** This page with its day and choice, to come back to. */
function hereOf(bookingUlid: string, state: UrlState): string {
  return `${paths.reschedule(bookingUlid)}${toQuery({ ...state, attempt: null, error: null })}`;
}

function Refused({
  move,
  state,
  months,
  trouble,
  minutes,
  draft,
  onChoose,
}: Pick<Props, "move" | "state"> & {
  months: MonthsView;
  trouble: Trouble;
  minutes: number;
  draft: Draft;
  onChoose: (start: number) => void;
}) {
  return (
    <TroublePanel
      key={`${trouble.code} ${trouble.start}`}
      {...{ move, trouble, onChoose }}
      slots={months.slots}
      durationMinutes={minutes}
      here={hereOf(move.booking.ulid, state)}
      hasReason={draft.reason.trim() !== ""}
    />
  );
}

function screenOf({
  flow,
  trouble,
  isReviewing,
  months: { availability, error },
}: {
  flow: MoveFlow;
  trouble: Trouble | null;
  isReviewing: boolean;
  months: MonthsView;
}): ScreenState {
  return stateOfChoice({
    isSent: flow.sent !== null,
    refusal: trouble?.code ?? null,
    isReviewing,
    hasTimes: availability !== undefined,
    unreadable: error ? payloadOf(error).code : null,
  });
}

/** How the chosen time stands; null while the times are on their way. */
function slotFor({ start }: Span, { availability, slots }: MonthsView): Slot | null | "gone" {
  if (!availability) return null;
  return slots.find((slot) => slot.start === start) ?? "gone";
}

/** The last failure: of this page's own try, or as the address tells it. A taken time is marked. */
function useTrouble(flow: MoveFlow, { error, slot }: UrlState, months: MonthsView): Trouble | null {
  const fromAddress = useMemo(() => error && troubleFromCode(error, slot), [error, slot]);
  const trouble = flow.trouble ?? fromAddress;
  const { markTaken } = months;
  const takenStart = trouble?.code === "SLOT_TAKEN" ? trouble.start : null;
  useEffect(() => {
    if (takenStart !== null) markTaken(takenStart);
    // oxlint-disable-next-line react/exhaustive-deps
  }, [takenStart]);
  return trouble;
}
