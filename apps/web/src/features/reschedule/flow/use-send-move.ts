"use client";

import type { Dispatch } from "react";
import { useDisplay } from "@/components/display/display.tsx";
import { showToast } from "@/components/frame/toast-queue.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { type Draft, forgetDraft } from "@/features/reschedule/review/use-draft.ts";
import { type Interval, parseInstant } from "@reslot/cal/time";
import { formatDayTime } from "@reslot/react/time";
import { toMoveInput, withKeyOf } from "./move-input.ts";
import { useRescheduleBooking } from "./use-reschedule-booking.ts";
import type { MoveEvent, MoveState } from "./use-reschedule-machine.ts";

/** Sends a move once and tells the machine how it went. */
export function useSendMove(
  { booking, unanswered }: MoveState,
  dispatch: Dispatch<MoveEvent>,
): (target: Interval, draft: Draft) => void {
  const t = useMessages("result");
  const display = useDisplay();
  const { mutate } = useRescheduleBooking({
    onAnswered({ attemptUlid, outcome, booking: moved }) {
      dispatch({ type: "answered", attemptUlid, outcome });
      forgetDraft(moved.ulid);
      if (outcome !== "moved") return;
      const when = formatDayTime(parseInstant(moved.startTime), display);
      showToast(t("moved.title", { when }));
    },
    onRefused(error, input) {
      const { code, details } = error;
      const start = parseInstant(input.newStartTime);
      dispatch({ type: "refused", trouble: { code, details, start } });
    },
    onUnanswered(input) {
      dispatch({ type: "unanswered", input });
    },
  });
  return (target, draft) => {
    const asked = toMoveInput(booking, target, { ...draft, timeZone: display.timeZone });
    const input = withKeyOf(unanswered, asked);
    dispatch({ type: "sent", attemptUlid: input.attemptUlid });
    mutate(input);
  };
}
