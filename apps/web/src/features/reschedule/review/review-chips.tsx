import { type Interval, minuteMs } from "@reslot/cal/time";
import { moveKindOf, readerOf, type Slot } from "@reslot/react";
import { Check, CircleMinus, CircleQuestionMark, Clock, Moon } from "lucide-react";
import { Chip } from "@/components/ui/chip.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { otherLength } from "@/features/reschedule/model/other-length.ts";
import styles from "./review.module.css";

/** The facts of a move in a row: verdict, distance, another length, who confirms. */
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
  const { delta } = useTimeWords();
  const { booking, current, display, people } = move;
  return (
    <div className={styles.facts}>
      {verdict && <VerdictChip move={move} verdict={verdict} />}
      <Chip>{delta(current.start, target.start, display.timeZone)}</Chip>
      <LengthChip move={move} minutes={(target.end - target.start) / minuteMs} />
      {moveKindOf(booking) === "asks" && (
        <Chip tone="warn" icon={<Clock />}>
          {t("chips.mustConfirm", { name: people.other.firstName })}
        </Chip>
      )}
    </div>
  );
}

/** Only where the length may change, or is not known. */
function LengthChip({ move, minutes }: { move: MoveContext; minutes: number }) {
  const t = useMessages("review");
  const { duration } = useTimeWords();
  const { lengths } = move.booking;
  const other = otherLength(lengths, minutes);
  const length = duration(lengths.booking);
  if (other === lengths.booking) return null;
  return (
    <Chip>
      {other === null
        ? t("chips.bookedAs", { length })
        : t("chips.eitherLength", { length, other: duration(other) })}
    </Chip>
  );
}

function VerdictChip({ move, verdict }: { move: MoveContext; verdict: Slot["verdict"] }) {
  const t = useMessages("review");
  const reader = readerOf(move.people);
  switch (verdict) {
    case "mutual":
      return (
        <Chip tone="accent" icon={<Check />}>
          {t("chips.bothFree")}
        </Chip>
      );
    case "menteeBusy":
      return (
        <Chip tone="warn" icon={<CircleMinus />}>
          {t("chips.busy", reader)}
        </Chip>
      );
    case "outsideMenteeHours":
      return (
        <Chip tone="warn" icon={<Moon />}>
          {t("chips.outside", reader)}
        </Chip>
      );
    case "menteeUnknown":
      return <Chip icon={<CircleQuestionMark />}>{t("chips.unknown", reader)}</Chip>;
    case "current":
    case "taken":
      return <Chip tone="danger">{t("chips.gone")}</Chip>;
  }
}
