import { cityOf, type Interval } from "@reslot/cal/time";
import { type Slot, theirDisplay } from "@reslot/react";
import { Card } from "@/components/ui/card.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { type MoveContext, readingOf } from "@/features/reschedule/model/move.ts";
import styles from "./review.module.css";

/** What the other person will be told, in their time. */
export function WhatTheySee({
  move,
  target,
  overridden,
  reason,
}: {
  move: MoveContext;
  target: Interval;
  /** The conflict that is overridden; null: there is none. */
  overridden: Slot["verdict"] | null;
  reason: string;
}) {
  const t = useMessages("review");
  const headlines = useMessages("headlines");
  const { booking, people, display, current } = move;
  const reader = theirDisplay(people, display);
  const then = readingOf(target, reader ?? display);
  const before = readingOf(current, reader ?? display);
  const city = reader && cityOf(reader.timeZone);
  return (
    <aside>
      <Card isPadded className={styles.aside}>
        <h2>{t("sees.title", { name: people.other.firstName })}</h2>
        <blockquote className={styles.preview}>
          <b className="strong">{t("sees.moved", { when: `${then.day}, ${then.range}` })}</b>
          <span>{t("sees.was", { when: `${before.day}, ${before.range}` })}</span>
          <span>
            {headlines("bookingMoved", {
              by: "other",
              name: people.me.name,
              title: booking.title,
            })}
          </span>
          {reason.trim() !== "" && (
            <q>
              <Typed text={reason.trim()} />
            </q>
          )}
          <NextStep move={move} overridden={overridden} />
        </blockquote>
        <p className="small muted">
          {city === null ? t("sees.noteNoZone") : t("sees.note", { city })}
        </p>
      </Card>
    </aside>
  );
}

/** A mentee is told what they can do about it. */
function NextStep({
  move: { booking, people },
  overridden,
}: {
  move: MoveContext;
  overridden: Slot["verdict"] | null;
}) {
  const t = useMessages("notification");
  if (people.role === "mentee") return null;
  const isChecked = booking.menteeConnection === "connected";
  return (
    <>
      {overridden !== null && (
        <span>{t("movedAnyway", { coach: booking.coach.name, verdict: overridden })}</span>
      )}
      <span>{t(isChecked ? "moveAgain" : "makeSure")}</span>
    </>
  );
}
