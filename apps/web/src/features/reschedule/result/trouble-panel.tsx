"use client";

import { TriangleAlert } from "lucide-react";
import { type ComponentProps, useEffect, useRef } from "react";
import { ButtonLink } from "@/components/ui/button.tsx";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";
import { formatDayTime, formatTime } from "@/time/format.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { NextStepButton } from "./next-step-button.tsx";
import { stateAfter } from "@/features/reschedule/model/screen-state.ts";
import { SlotButton } from "@/features/reschedule/slots/slot-button.tsx";
import { nearestGood, type Slot } from "@/features/reschedule/slots/slots.ts";
import type { Trouble } from "@/features/reschedule/model/trouble.ts";

const words = en.reschedule.conflict;

/**
 * Why the meeting was not moved, shown beside the times: what happened, when the meeting is now,
 * and the nearest other times. Takes the focus when it appears.
 */
export function TroublePanel({
  move,
  trouble,
  slots,
  durationMinutes,
  here,
  hasReason,
  onChoose,
}: {
  move: MoveContext;
  trouble: Trouble;
  slots: readonly Slot[];
  durationMinutes: number;
  here: string;
  /** Whether the person has entered a reason. */
  hasReason: boolean;
  onChoose: (start: number) => void;
}) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.focus(), []);

  const { display, booking, people } = move;
  const near = othersFor(trouble, slots);
  const isTaken = trouble.code === "SLOT_TAKEN" && trouble.start !== null;
  return (
    <div className="conflict" role="alert" tabIndex={-1} ref={panel}>
      <h2>
        <TriangleAlert className="i" />
        {titleOf(trouble, move)}
      </h2>
      <p>
        {isTaken
          ? words.takenBody(formatDayTime(move.current.start, display), hasReason)
          : trouble.message}
        {near.length > 0 && ` ${words.nearest}`}
      </p>
      {near.length > 0 && (
        <div className="slots">
          {near.map((slot) => (
            <SlotButton
              key={slot.start}
              slot={slot}
              end={slot.start + durationMinutes * 60_000}
              people={people}
              display={display}
              isChosen={false}
              hasDay
              onChoose={onChoose}
            />
          ))}
        </div>
      )}
      <div className="act flex flex-wrap gap-2 empty:hidden">
        <NextStep {...{ trouble, booking, here }} />
      </div>
    </div>
  );
}

function NextStep(props: ComponentProps<typeof NextStepButton>) {
  if (props.trouble.code !== "BOOKING_CHANGED") return <NextStepButton {...props} />;
  return (
    <ButtonLink size="sm" href={paths.meeting(props.booking.ulid)}>
      {words.keep}
    </ButtonLink>
  );
}

/** The nearest other times, where choosing another one helps. */
function othersFor({ code, start }: Trouble, slots: readonly Slot[]): Slot[] {
  const kind = stateAfter(code);
  const helps = kind === "conflict" || kind === "policyBlocked";
  return start !== null && helps ? nearestGood(slots, start) : [];
}

function titleOf({ code, start }: Trouble, { current, display }: MoveContext): string {
  if (code === "SLOT_TAKEN" && start !== null) return words.taken(formatTime(start, display));
  if (code === "BOOKING_CHANGED") return words.moved(formatDayTime(current.start, display));
  return en.errors[code].title;
}
