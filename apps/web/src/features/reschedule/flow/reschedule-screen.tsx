"use client";

import type { BookingDetails } from "@reslot/api";
import { selectScreenState } from "@reslot/react";
import { useLiveBooking } from "@/components/live/use-live-booking.ts";
import type { FirstScreen } from "@/features/reschedule/model/first-screen.ts";
import type { ConfirmMove } from "@/features/reschedule/review/review-step.tsx";
import { api } from "@/trpc/react.tsx";
import { ChooseAndReview } from "./choose-and-review.tsx";
import { CoachNotConnected, MoveResult, NotMovable, useLaterSteps } from "./later-steps.ts";
import { Screen } from "./screen.tsx";
import { useFocusStep } from "./use-focus-step.ts";
import { useMoveContext } from "./use-move-context.ts";
import { useRescheduleMachine } from "./use-reschedule-machine.ts";
import { useSendMove } from "./use-send-move.ts";

/** Choosing a new time, reviewing it, and seeing what becomes of it. */
export function RescheduleScreen({
  first,
  confirmMove,
}: {
  first: FirstScreen;
  confirmMove: ConfirmMove;
}) {
  const booking = useBooking(first.booking);
  useLiveBooking(booking.ulid);
  const [state, dispatch] = useRescheduleMachine(booking);
  const send = useSendMove(state, dispatch);
  const move = useMoveContext(booking);
  useFocusStep(state.step);
  useLaterSteps(state.url.slot !== null);
  switch (state.step) {
    case "result":
      return <MoveResult {...{ first, state, dispatch }} />;
    case "notMovable":
      return (
        <Screen state={selectScreenState(state)}>
          {state.reason === "coachNotConnected" ? (
            <CoachNotConnected move={move} />
          ) : (
            <NotMovable booking={booking} reason={state.reason} />
          )}
        </Screen>
      );
    case "pick":
    case "review":
      return <ChooseAndReview {...{ first, confirmMove, state, dispatch, send }} />;
  }
}

function useBooking(initial: BookingDetails): BookingDetails {
  const { data } = api.booking.get.useQuery(
    { bookingUlid: initial.ulid },
    {
      initialData: initial,
      // Whether the coach has to confirm is known as soon as the times have been read.
      refetchInterval: ({ state }) => (state.data?.requiresConfirmation === null ? 5_000 : 15_000),
    },
  );
  return data;
}
