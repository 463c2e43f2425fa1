"use client";

import type { Dispatch } from "react";
import { useDisplay } from "@/components/display/display.tsx";
import { showToast } from "@/components/frame/toast-queue.ts";
import { en } from "@/copy/en.ts";
import type { Span } from "@/features/reschedule/model/move.ts";
import { troubleFrom } from "@/features/reschedule/model/trouble.ts";
import { type Draft, forgetDraft } from "@/features/reschedule/review/use-draft.ts";
import { formatDayTime } from "@/time/format.ts";
import { parseInstant } from "@reslot/cal/time";
import { toMoveInput, withKeyOf } from "./move-input.ts";
import type { RescheduleEvent, RescheduleState } from "./reschedule-machine.ts";
import { useRescheduleBooking } from "./use-reschedule-booking.ts";

/** Sends a move once and tells the machine how it went. */
export function useSendMove(
  { booking, unanswered }: RescheduleState,
  dispatch: Dispatch<RescheduleEvent>,
): (target: Span, draft: Draft) => void {
  const display = useDisplay();
  const { mutate } = useRescheduleBooking({
    onAnswered({ attemptUlid, outcome, booking: moved }) {
      dispatch({ type: "answered", attemptUlid });
      forgetDraft(moved.ulid);
      if (outcome !== "moved") return;
      showToast(en.result.toast(formatDayTime(parseInstant(moved.startTime), display)));
    },
    onRefused(error, input) {
      const trouble = troubleFrom(error, parseInstant(input.newStartTime));
      dispatch({ type: "refused", trouble });
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
