"use client";

import type { BookingDetails, BookingHistory, NotMovableReason } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { useMemo } from "react";
import { useDisplay } from "@/components/display/display.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useLiveBooking } from "@/components/live/use-live-booking.ts";
import { peopleOf } from "@/components/display/people.ts";
import { api } from "@/trpc/react.tsx";
import { ChooseAndReview } from "./choose-and-review.tsx";
import type { MoveContext, Span } from "@/features/reschedule/model/move.ts";
import { NotMovable, ResultStep } from "@/features/reschedule/result/result-step.tsx";
import { Screen } from "./screen.tsx";
import { stateOfResult } from "@/features/reschedule/model/screen-state.ts";
import type { FirstScreen } from "@/features/reschedule/model/first-screen.ts";
import type { ConfirmMove } from "@/features/reschedule/review/review-step.tsx";
import { useFocusStep } from "./use-focus-step.ts";
import type { ChangeUrl, UrlState } from "@/features/reschedule/model/url-state.ts";
import { type MoveFlow, useMoveFlow } from "./use-move-flow.ts";
import { useMovedMeanwhile } from "./use-moved-meanwhile.ts";
import { useMoveStatus } from "@/features/reschedule/result/use-move-status.ts";
import { useUrlState } from "./use-url-state.ts";

/** Choosing a new time, reviewing it, and seeing what becomes of it. */
export function RescheduleScreen({
  first,
  confirmMove,
}: {
  first: FirstScreen;
  confirmMove: ConfirmMove;
}) {
  const [state, change] = useUrlState();
  const booking = useBooking(first.booking);
  useLiveBooking(booking.ulid);
  const move = useMoveContext(booking);
  const flow = useMoveFlow(move, change);
  const isMovedMeanwhile = useMovedMeanwhile(booking, flow.sent !== null || state.attempt !== null);
  const isResult = state.attempt !== null && flow.sent === null;
  useFocusStep(isResult ? "result" : state.isReviewing ? "review" : "pick");

  if (isResult) return <Result {...{ first, booking, state, change, flow }} />;
  const reason = flow.sent ? null : whyOver(booking);
  if (reason) {
    return (
      <Screen state="policyBlocked">
        <NotMovable bookingUlid={booking.ulid} reason={reason} />
      </Screen>
    );
  }
  return (
    <ChooseAndReview
      {...{ first, confirmMove, state, change, flow, isMovedMeanwhile }}
      move={flow.sent ?? move}
    />
  );
}

/** Why there is nothing to choose any more; a move that is under way will be over soon. */
function whyOver({ reschedule }: BookingDetails): NotMovableReason | null {
  if (reschedule.allowed || reschedule.reason === "inProgress") return null;
  return reschedule.reason;
}

function Result({
  first,
  booking,
  state,
  change,
  flow,
}: {
  first: FirstScreen;
  booking: BookingDetails;
  state: UrlState;
  change: ChangeUrl;
  flow: MoveFlow;
}) {
  const status = useMoveStatus(state.attempt, first.status);
  const ended = useMoveContext(status?.booking ?? booking);
  const history = useHistory(booking.ulid, first.history);
  const back = { attempt: null, error: null };
  const reviewAgain = state.slot !== null;
  return (
    <Screen state={stateOfResult(status)}>
      {status === undefined ? (
        <Skeleton className="h-64" />
      ) : (
        <ResultStep
          move={ended}
          status={status}
          from={previousSpan(history, ended.booking.startTime) ?? flow.origin}
          onAgain={(isSameTime) => change({ ...back, isReviewing: isSameTime && reviewAgain })}
          onMoveBack={(start) =>
            change({ ...back, slot: start, day: null, isReviewing: true }, "push")
          }
        />
      )}
    </Screen>
  );
}

function useBooking(initial: BookingDetails): BookingDetails {
  const { data } = api.booking.get.useQuery(
    { bookingUlid: initial.ulid },
    { initialData: initial, refetchInterval: 15_000 },
  );
  return data;
}

function useMoveContext(booking: BookingDetails): MoveContext {
  const display = useDisplay();
  return useMemo(
    () => ({
      booking,
      display,
      people: peopleOf(booking),
      current: { start: parseInstant(booking.startTime), end: parseInstant(booking.endTime) },
    }),
    [booking, display],
  );
}

function useHistory(bookingUlid: string, initial: BookingHistory | null) {
  const { data } = api.booking.history.useQuery(
    { bookingUlid },
    { ...(initial && { initialData: initial }) },
  );
  return data;
}

/** Where the meeting came from when it arrived at `startTime`. */
function previousSpan(history: BookingHistory | undefined, startTime: string): Span | null {
  const item = history?.items.find(({ to }) => to.startTime === startTime);
  if (!item) return null;
  return { start: parseInstant(item.from.startTime), end: parseInstant(item.from.endTime) };
}
