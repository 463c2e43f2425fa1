"use client";

import type { BookingDetails, BookingHistory, RescheduleStatus } from "@reslot/api";
import { useDisplay } from "@/components/display/display.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { peopleOf } from "@/components/meeting/people.ts";
import { parseInstant } from "@/time/instant.ts";
import { api } from "@/trpc/react.tsx";
import { ChooseAndReview } from "./choose-and-review.tsx";
import type { MoveContext } from "./move.ts";
import { ResultStep } from "./result-step.tsx";
import type { FirstAvailability } from "./range-for.ts";
import { useFocusStep } from "./use-focus-step.ts";
import { useMoveFlow } from "./use-move-flow.ts";
import { useMoveStatus } from "./use-move-status.ts";
import { useUrlState } from "./use-url-state.ts";

/** What the server knew when it drew the page. */
export interface FirstScreen {
  booking: BookingDetails;
  availability: FirstAvailability | null;
  status: RescheduleStatus | null;
  history: BookingHistory | null;
  /** The day to open on when the address names none. */
  day: string;
  /** The idempotency key of the form when it is sent without scripts. */
  formAttemptUlid: string;
}

/** Choosing a new time, reviewing it, and seeing what becomes of it. */
export function RescheduleScreen({ first }: { first: FirstScreen }) {
  const [state, change] = useUrlState();
  const booking = useBooking(first.booking);
  const move = useMoveContext(booking);
  const flow = useMoveFlow(move, change);
  const isResult = state.attempt !== null && flow.sent === null;
  const status = useMoveStatus(isResult ? state.attempt : null, first.status);
  const ended = useMoveContext(status?.booking ?? booking);
  const history = useHistory(booking.ulid, first.history, isResult);
  useFocusStep(isResult ? "result" : state.isReviewing ? "review" : "pick");

  if (!isResult) {
    return <ChooseAndReview {...{ first, state, change, flow }} move={flow.sent ?? move} />;
  }
  if (status === undefined) return <Skeleton className="h-64" />;
  return (
    <ResultStep
      move={ended}
      status={status}
      history={history}
      onAgain={() => change({ attempt: null, isReviewing: false, error: null })}
      onMoveBack={(start) =>
        change({ attempt: null, slot: start, day: null, isReviewing: true, error: null }, "push")
      }
    />
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
  return {
    booking,
    display,
    people: peopleOf(booking),
    current: { start: parseInstant(booking.startTime), end: parseInstant(booking.endTime) },
  };
}

function useHistory(bookingUlid: string, initial: BookingHistory | null, isWanted: boolean) {
  const { data } = api.booking.history.useQuery(
    { bookingUlid },
    { enabled: isWanted, ...(initial && { initialData: initial }) },
  );
  return data;
}
