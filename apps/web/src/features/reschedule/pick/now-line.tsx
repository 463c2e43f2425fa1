import { cityOf, type Interval } from "@reslot/cal/time";
import { theirDisplay } from "@reslot/react";
import type { ReactNode } from "react";
import { useIsZoneKnown } from "@/components/display/display.tsx";
import { Pip } from "@/components/ui/pip.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { type MoveContext, readingOf } from "@/features/reschedule/model/move.ts";
import styles from "./now-line.module.css";
import card from "@/components/ui/card.module.css";

/** When the meeting is, for both people; `children` at its end. */
export function NowLine({ move, children }: { move: MoveContext; children?: ReactNode }) {
  const t = useMessages("pick");
  const isZoneKnown = useIsZoneKnown();
  const { current, display } = move;
  const mine = readingOf(current, display);
  return (
    <section className={`${card.card} ${styles.line}`} aria-label={t("now.label")}>
      <Pip kind="here" />
      <span className={styles.word}>{t("now.word")}</span>
      <b className={styles.time}>
        {mine.day}, {mine.range}
      </b>
      {!isZoneKnown && <span>{t("now.zoneNotSet", { zone: mine.zone })}</span>}
      <span className={styles.other}>
        <TheirTime move={move} interval={current} hasCity />
      </span>
      {children && <span className={styles.end}>{children}</span>}
    </section>
  );
}

/** An interval as the other person reads it, with the day where it is another one. */
export function TheirTime({
  move: { people, display },
  interval,
  hasCity = false,
}: {
  move: MoveContext;
  interval: Interval;
  hasCity?: boolean;
}) {
  const t = useMessages("pick");
  const name = people.other.firstName;
  const reader = theirDisplay(people, display);
  if (!reader) return t("now.theirZoneNotSet", { name });
  const { day, range } = readingOf(interval, reader);
  const when = day === readingOf(interval, display).day ? range : `${day}, ${range}`;
  const city = cityOf(reader.timeZone);
  return t(hasCity ? "now.forThemIn" : "now.forThem", { when, name, city });
}
