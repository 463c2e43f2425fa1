"use client";

import type { BookingListItem } from "@reslot/api";
import { parseInstant, parseInterval } from "@reslot/cal/time";
import { peopleOf } from "@reslot/react";
import { formatDayTime } from "@reslot/react/time";
import { useRef, useState } from "react";
import { useDisplay } from "@/components/display/display.tsx";
import { showToast } from "@/components/frame/toast-queue.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { toMoveInput } from "@/features/reschedule/flow/move-input.ts";
import { useRescheduleBooking } from "@/features/reschedule/flow/use-reschedule-booking.ts";
import type { OnMoved } from "./on-moved.ts";

interface Moves {
  /** The meeting whose sheet is open. */
  item: BookingListItem | null;
  open: (item: BookingListItem) => void;
  close: () => void;
  onMoved: OnMoved;
  /** Moves the last meeting that was moved here back, if there is one. */
  undo: () => void;
}

/** Moving meetings from the list, and moving the last one back: a second move through the same checks. */
export function useMoves(): Moves {
  const t = useMessages("moveSheet");
  const display = useDisplay();
  const [item, setItem] = useState<BookingListItem | null>(null);
  const last = useRef<(() => void) | null>(null);
  const whenOf = (start: number) => formatDayTime(start, display);
  const { mutate } = useRescheduleBooking({
    onAnswered({ booking, outcome }) {
      const when = whenOf(parseInterval(booking).start);
      const name = peopleOf(booking).other.firstName;
      const words = outcome === "moved" ? "done.undone" : "done.confirming";
      showToast({ text: t(words, { when }), body: t("done.undoneHint", { name }) });
    },
    onRefused: () => showToast({ text: t("done.stays"), isProblem: true }),
    onUnanswered: () => showToast({ text: t("unanswered"), isProblem: true }),
  });
  const undo = () => {
    last.current?.();
    last.current = null;
  };
  const onMoved: OnMoved = ({ outcome, booking }, from) => {
    setItem(null);
    const { inFlight } = booking;
    const when = whenOf(
      inFlight ? parseInstant(inFlight.newStartTime) : parseInterval(booking).start,
    );
    if (outcome !== "moved") {
      const words = outcome === "confirming" ? "done.confirming" : "done.asked";
      showToast({ text: t(words, { when }) });
      return;
    }
    const { timeZone } = display;
    last.current = () =>
      mutate(toMoveInput(booking, from, { reason: "", isOverride: false, timeZone }));
    showToast({
      text: t("done.moved", { when }),
      body: t("done.isTold", { name: peopleOf(booking).other.name }),
      action: { label: t("done.undo"), onAction: undo },
    });
  };
  return { item, open: setItem, close: () => setItem(null), onMoved, undo };
}
