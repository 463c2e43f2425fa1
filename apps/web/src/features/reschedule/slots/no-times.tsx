import type { Availability } from "@reslot/api";
import type { Translate } from "@reslot/messages";
import { isJudged, readerOf } from "@reslot/react";
import { formatDayTime } from "@reslot/react/time";
import { ArrowRight } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import styles from "./times.module.css";

type Period = "day" | "week";

/** What to do when a day or a week has no good times. */
export function NoTimes({
  move,
  availability,
  next,
  period,
  hidden,
  onShowAll,
  onChoose,
}: {
  move: MoveContext;
  availability: Availability;
  next: number | null;
  period: Period;
  hidden: number;
  onShowAll: () => void;
  onChoose: (start: number) => void;
}) {
  const { people, display } = move;
  const isChecked = isJudged(availability);
  const t = useMessages("slots");
  return (
    <div className={period === "week" ? `${styles.none} ${styles.inWeek}` : styles.none}>
      <p>{emptyText(t, move, { period, hidden, isChecked })}</p>
      <div className={styles.actions}>
        {next === null ? (
          <p className="muted">{noneAhead(t, move, availability)}</p>
        ) : (
          <Button variant="primary" onClick={() => onChoose(next)}>
            {t(isChecked ? "nextShared" : "nextOffered", { when: formatDayTime(next, display) })}
            <ArrowRight />
          </Button>
        )}
        {hidden > 0 && (
          <Button variant="quiet" onClick={onShowAll}>
            {t("showAll", readerOf(people))}
          </Button>
        )}
      </div>
    </div>
  );
}

function emptyText(
  t: Translate<"slots">,
  { people }: MoveContext,
  { period, hidden, isChecked }: { period: Period; hidden: number; isChecked: boolean },
): string {
  if (hidden > 0) return t("hidden", { count: hidden, name: people.other.firstName });
  return isChecked ? t(`noShared.${period}`) : t(`noOffered.${period}`, readerOf(people));
}

function noneAhead(
  t: Translate<"slots">,
  { people }: MoveContext,
  { nextCoachStart }: Availability,
): string {
  return nextCoachStart === null ? t("noneAhead", readerOf(people)) : t("noSharedAhead");
}
