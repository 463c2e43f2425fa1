import type { Interval } from "@reslot/cal/time";
import { moveKindOf } from "@reslot/react";
import { ArrowRight } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { Pip } from "@/components/ui/pip.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import { type MoveContext, readingOf } from "@/features/reschedule/model/move.ts";
import { TheirTime } from "./now-line.tsx";
import styles from "./pick-bar.module.css";

/** The chosen time and the way on, at the bottom of the view; after the times, so that Tab leads to it. */
export function PickBar({
  move,
  chosen,
  onReview,
}: {
  move: MoveContext;
  chosen: Interval;
  onReview: () => void;
}) {
  const t = useMessages("pick");
  const { delta } = useTimeWords();
  const { booking, current, display } = move;
  const mine = readingOf(chosen, display);
  const asks = moveKindOf(booking) === "asks";
  return (
    <section className={styles.bar} aria-label={t("bar.label")}>
      <Pip kind="new" />
      <span className={styles.word}>{t(asks ? "bar.ask" : "bar.new")}</span>
      <b className={styles.time}>
        {mine.day}, {mine.range}
      </b>
      <span className={styles.other}>
        <TheirTime move={move} interval={chosen} />
      </span>
      <span className={styles.delta}>
        <Chip tone="accent">{delta(current.start, chosen.start, display.timeZone)}</Chip>
      </span>
      <Button variant="primary" className={styles.go} onClick={onReview}>
        <span className={styles.long}>{t(asks ? "bar.reviewAsk" : "bar.review")}</span>
        <span className={styles.short} aria-hidden="true">
          {t("bar.reviewShort")}
        </span>
        <ArrowRight />
      </Button>
    </section>
  );
}
