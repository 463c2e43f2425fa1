"use client";

import { formatInstant, formatWallClock, parseInstant } from "@reslot/cal/time";
import { useRef, useState } from "react";
import { ulid } from "ulid";
import { en } from "@/copy/en.ts";
import { formatDayTime } from "@/time/format.ts";
import type { MoveContext, Span } from "@/features/reschedule/model/move.ts";
import { showToast } from "@/components/frame/toast-queue.ts";
import { type Trouble, troubleFrom } from "@/features/reschedule/model/trouble.ts";
import { type Draft, forgetDraft } from "@/features/reschedule/review/use-draft.ts";
import { type MoveInput, useRescheduleBooking } from "./use-reschedule-booking.ts";
import type { ChangeUrl } from "@/features/reschedule/model/url-state.ts";

export interface MoveFlow {
  /** The move as it stood when it was sent, while its answer is out. */
  sent: MoveContext | null;
  /** Where the meeting was before the last move that was sent from here. */
  origin: Span | null;
  /** Why the last try failed. */
  trouble: Trouble | null;
  send: (target: Span, draft: Draft) => void;
  clearTrouble: () => void;
}

/** Sends a move once and says how it went; the address carries the attempt from the first moment on. */
export function useMoveFlow(move: MoveContext, change: ChangeUrl): MoveFlow {
  const [sent, setSent] = useState<MoveContext | null>(null);
  const [origin, setOrigin] = useState<Span | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const unanswered = useRef<MoveInput | null>(null);

  const { mutate } = useRescheduleBooking({
    moved({ attemptUlid, outcome, booking }) {
      setSent(null);
      forgetDraft(booking.ulid);
      change({ attempt: attemptUlid, error: null });
      if (outcome !== "moved") return;
      const when = formatDayTime(parseInstant(booking.startTime), move.display);
      showToast(en.result.toast(when));
    },
    failed(failure, input) {
      setSent(null);
      unanswered.current = failure ? null : input;
      // Without an answer nobody knows; the result step looks it up.
      if (!failure) return;
      const asked = troubleFrom(failure, parseInstant(input.newStartTime));
      setTrouble(asked);
      change(staysOnReview(asked) ? { attempt: null } : backToTimes);
    },
  });

  return {
    sent,
    origin,
    trouble,
    clearTrouble: () => setTrouble(null),
    send(target, draft) {
      const input = toInput(move, target, draft);
      const again = unanswered.current;
      const attemptUlid = again && isSameMove(again, input) ? again.attemptUlid : input.attemptUlid;
      setTrouble(null);
      setSent(move);
      setOrigin(move.current);
      change({ attempt: attemptUlid, error: null });
      mutate({ ...input, attemptUlid });
    },
  };
}

const backToTimes = { attempt: null, slot: null, isReviewing: false } as const;

/** True when the same time may still work: after a yes, a reconnect, or a moment. */
function staysOnReview({ code }: Trouble): boolean {
  return code !== "BOOKING_CHANGED" && en.errors[code].next !== "chooseAnother";
}

function toInput({ booking, display }: MoveContext, target: Span, draft: Draft): MoveInput {
  const reason = draft.reason.trim();
  return {
    bookingUlid: booking.ulid,
    newStartTime: formatInstant(target.start),
    newEndTime: formatInstant(target.end),
    attemptUlid: ulid(),
    expectedVersion: booking.version,
    seen: {
      timeZone: display.timeZone,
      wallClock: formatWallClock(target.start, display.timeZone),
    },
    ...(reason && { reason }),
    ...(draft.isOverride && { overrideConflict: true }),
  };
}

function isSameMove(left: MoveInput, right: MoveInput): boolean {
  const withoutKey = (input: MoveInput) => JSON.stringify({ ...input, attemptUlid: "" });
  return withoutKey(left) === withoutKey(right);
}
