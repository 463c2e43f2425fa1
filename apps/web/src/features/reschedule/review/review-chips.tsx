import { type Interval, minuteMs } from "@reslot/cal/time";
import { Check, CircleMinus, CircleQuestionMark, Moon } from "lucide-react";
import { readerOf } from "@/components/display/people.ts";
import { Chip } from "@/components/ui/chip.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { otherLength } from "@/features/reschedule/model/other-length.ts";
import type { Slot } from "@/features/reschedule/slots/slots.ts";

/** The facts of a move in a row: verdict, distance, length. */
export function ReviewChips({
  move,
  target,
  verdict,
}: {
  move: MoveContext;
  target: Interval;
  verdict: Slot["verdict"] | null;
}) {
  const t = useMessages("review");
  const { delta, duration } = useTimeWords();
  const { booking, current, display } = move;
  const { lengths } = booking;
  const minutes = (target.end - target.start) / minuteMs;
  const other = otherLength(lengths, minutes);
  const length = duration(lengths.booking);
  return (
    <div className="cmpfoot">
      {verdict && <VerdictChip move={move} verdict={verdict} />}
      <Chip>{delta(current.start, target.start, display.timeZone)}</Chip>
      <Chip>
        {other === null && t("chips.bookedAs", { length })}
        {other === lengths.booking && t("chips.still", { length })}
        {other !== null &&
          other !== lengths.booking &&
          t("chips.eitherLength", { length, other: duration(other) })}
      </Chip>
    </div>
  );
}

function VerdictChip({ move, verdict }: { move: MoveContext; verdict: Slot["verdict"] }) {
  const t = useMessages("review");
  const reader = readerOf(move.people);
  switch (verdict) {
    case "mutual":
      return (
        <Chip tone="accent" icon={<Check className="i" />}>
          {t("chips.bothFree")}
        </Chip>
      );
    case "menteeBusy":
      return (
        <Chip tone="warn" icon={<CircleMinus className="i" />}>
          {t("chips.busy", reader)}
        </Chip>
      );
    case "outsideMenteeHours":
      return (
        <Chip tone="warn" icon={<Moon className="i" />}>
          {t("chips.outside", reader)}
        </Chip>
      );
    case "menteeUnknown":
      return <Chip icon={<CircleQuestionMark className="i" />}>{t("chips.unknown", reader)}</Chip>;
    case "current":
    case "taken":
      return <Chip tone="danger">{t("chips.gone")}</Chip>;
  }
}
