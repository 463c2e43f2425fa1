"use client";

import type { BookingHistory, RescheduleStatus } from "@reslot/api";
import { type Interval, parseInterval } from "@reslot/cal/time";
import { selectScreenState } from "@reslot/react";
import { type Dispatch, useLayoutEffect } from "react";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { FirstScreen } from "@/features/reschedule/model/first-screen.ts";
import { ResultStep } from "@/features/reschedule/result/result-step.tsx";
import { useMoveStatus } from "@/features/reschedule/result/use-move-status.ts";
import { api } from "@/trpc/react.tsx";
import { Screen } from "./screen.tsx";
import { useMoveContext } from "./use-move-context.ts";
import type { MoveEvent, MoveState } from "./use-reschedule-machine.ts";

/** The step after a move was sent, which shows or looks up its outcome. */
export function MoveResult({
  first,
  state,
  dispatch,
}: {
  first: FirstScreen;
  state: MoveState & { step: "result" };
  dispatch: Dispatch<MoveEvent>;
}) {
  const status = useMoveStatus(state.attemptUlid, first.status);
  useReportOutcome({ attemptUlid: state.attemptUlid, status }, dispatch);
  const move = useMoveContext(status?.booking ?? state.booking);
  const history = useHistory(state.booking.ulid, first.history);
  return (
    <Screen state={selectScreenState(state)}>
      {status === undefined ? (
        <Skeleton className="h-64" />
      ) : (
        <ResultStep
          {...{ move, status }}
          from={previousTime(history, move.booking.startTime) ?? state.origin}
          onAgain={(isSameTime) => dispatch({ type: "restarted", isSameTime })}
          onMoveBack={(start) => dispatch({ type: "moveBackChosen", start })}
        />
      )}
    </Screen>
  );
}

/** Before the browser paints, so that the screen's state is never older than what it shows. */
function useReportOutcome(
  { attemptUlid, status }: { attemptUlid: string; status: RescheduleStatus | null | undefined },
  dispatch: Dispatch<MoveEvent>,
): void {
  useLayoutEffect(() => {
    if (status === undefined) return;
    dispatch({ type: "outcomeRead", attemptUlid, outcome: status?.outcome ?? null });
  }, [attemptUlid, status, dispatch]);
}

function useHistory(bookingUlid: string, initial: BookingHistory | null) {
  const { data } = api.booking.history.useQuery(
    { bookingUlid },
    { ...(initial && { initialData: initial }) },
  );
  return data;
}

/** Where the meeting came from when it arrived at `startTime`. */
function previousTime(history: BookingHistory | undefined, startTime: string): Interval | null {
  const item = history?.items.find(({ to }) => to.startTime === startTime);
  return item ? parseInterval(item.from) : null;
}
