"use client";

import { minuteMs } from "@reslot/cal/time";
import { errorWords, type Translate } from "@reslot/messages";
import { nearestGood, type Slot, stateAfter, type Trouble } from "@reslot/react";
import { formatDayTime, formatTime } from "@reslot/react/time";
import { TriangleAlert } from "lucide-react";
import { type ComponentProps, useEffect, useRef } from "react";
import { ButtonLink } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import styles from "./trouble-panel.module.css";
import { NextStepButton } from "./next-step-button.tsx";
import { SlotButton } from "@/features/reschedule/slots/slot-button.tsx";
import { failureOf } from "@/features/reschedule/model/trouble.ts";

interface TroublePanelProps {
  move: MoveContext;
  trouble: Trouble;
  slots: readonly Slot[];
  durationMinutes: number;
  here: string;
  /** Whether the person has entered a reason. */
  hasReason: boolean;
  onChoose: (start: number) => void;
}

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
}: TroublePanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.focus(), []);

  const t = useMessages("refusal");
  const words = useMessages("errors");
  const { display, booking, people } = move;
  const near = othersFor(trouble, slots);
  const { what, outcome, next } = errorWords(words, failureOf(trouble, move));
  const body =
    staysText(t, { trouble, move, hasReason }) ?? [outcome, next].filter(Boolean).join(" ");
  return (
    <div className={styles.panel} role="alert" tabIndex={-1} ref={panel}>
      <h2 className={styles.title}>
        <TriangleAlert />
        {titleOf(t, trouble, move) ?? what}
      </h2>
      <p>
        {body}
        {near.length > 0 && ` ${t("nearest")}`}
      </p>
      {near.length > 0 && (
        <div className={styles.times}>
          {near.map((slot) => (
            <SlotButton
              key={slot.start}
              slot={slot}
              end={slot.start + durationMinutes * minuteMs}
              people={people}
              display={display}
              isChosen={false}
              hasDay
              onChoose={onChoose}
            />
          ))}
        </div>
      )}
      <div className={styles.next}>
        <NextStep {...{ trouble, booking, here }} />
      </div>
    </div>
  );
}

function NextStep(props: ComponentProps<typeof NextStepButton>) {
  const t = useMessages("refusal");
  if (props.trouble.code !== "BOOKING_CHANGED") return <NextStepButton {...props} />;
  return (
    <ButtonLink size="sm" href={paths.meeting(props.booking.ulid)}>
      {t("keep")}
    </ButtonLink>
  );
}

/** The nearest other times, where choosing another one helps. */
function othersFor({ code, start }: Trouble, slots: readonly Slot[]): Slot[] {
  const kind = stateAfter(code);
  const helps = kind === "conflict" || kind === "policyBlocked";
  return start !== null && helps ? nearestGood(slots, start) : [];
}

/** For a time that went, which has a list of others below it. */
function staysText(
  t: Translate<"refusal">,
  { trouble, move, hasReason }: Pick<TroublePanelProps, "trouble" | "move" | "hasReason">,
): string | null {
  if (trouble.code !== "SLOT_TAKEN" || trouble.start === null) return null;
  const when = formatDayTime(move.current.start, move.display);
  return t("stays", { when, reason: hasReason ? "kept" : "none" });
}

/** A heading that knows more than the code: the time that went, or the one it was moved to. */
function titleOf(
  t: Translate<"refusal">,
  { code, start, details }: Trouble,
  { current, display }: MoveContext,
): string | null {
  if (code === "SLOT_TAKEN" && start !== null) {
    const isTaken = details["reason"] !== "notOffered";
    return t(isTaken ? "taken" : "notOffered", { time: formatTime(start, display) });
  }
  if (code !== "BOOKING_CHANGED") return null;
  return t("moved", { when: formatDayTime(current.start, display) });
}
