import { Check, CircleMinus, CircleQuestionMark, Moon } from "lucide-react";
import { Chip } from "@/components/ui/chip.tsx";
import { en } from "@/copy/en.ts";
import { deltaText, durationText } from "@/time/delta.ts";
import type { MoveContext, Span } from "@/features/reschedule/model/move.ts";
import type { Slot } from "@/features/reschedule/slots/slots.ts";

const words = en.review.chips;

/** The facts of a move in a row: verdict, distance, length. */
export function ReviewChips({
  move,
  target,
  verdict,
}: {
  move: MoveContext;
  target: Span;
  verdict: Slot["verdict"] | null;
}) {
  const { booking, current, display } = move;
  const minutes = (target.end - target.start) / 60_000;
  const length = durationText(minutes);
  return (
    <div className="cmpfoot">
      {verdict && <VerdictChip move={move} verdict={verdict} />}
      <Chip>{deltaText(current.start, target.start, display.timeZone)}</Chip>
      <Chip>{minutes === booking.durationMinutes ? words.still(length) : words.now(length)}</Chip>
    </div>
  );
}

function VerdictChip({ move, verdict }: { move: MoveContext; verdict: Slot["verdict"] }) {
  const { role, other } = move.people;
  const isMentee = role === "mentee";
  switch (verdict) {
    case "mutual":
      return (
        <Chip tone="accent" icon={<Check className="i" />}>
          {words.bothFree}
        </Chip>
      );
    case "menteeBusy":
      return (
        <Chip tone="warn" icon={<CircleMinus className="i" />}>
          {isMentee ? words.youBusy : words.busy(other.firstName)}
        </Chip>
      );
    case "outsideMenteeHours":
      return (
        <Chip tone="warn" icon={<Moon className="i" />}>
          {isMentee ? words.yourOutside : words.outside(other.firstName)}
        </Chip>
      );
    case "menteeUnknown":
      return (
        <Chip icon={<CircleQuestionMark className="i" />}>
          {isMentee ? words.youUnknown : words.unknown(other.firstName)}
        </Chip>
      );
    case "current":
    case "taken":
      return <Chip tone="danger">{words.gone}</Chip>;
  }
}
