import type { Display, Interval } from "@reslot/cal/time";
import { theirDisplay } from "@reslot/react";
import { ArrowRight } from "lucide-react";
import { useIsZoneKnown } from "@/components/display/display.tsx";
import { Avatar } from "@/components/ui/avatar.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { type MoveContext, type Reading, readingOf } from "@/features/reschedule/model/move.ts";
import styles from "./move-table.module.css";

/** How a column is called, as `review.table` words it. */
type Heading = "now" | "new" | "was" | "asked";

/** Old and new time, a row for each person. `isOpen`: the old time is not struck out yet. */
export function MoveTable({
  move,
  from,
  to,
  headings,
  isOpen = false,
}: {
  move: MoveContext;
  from: Interval | null;
  to: Interval;
  headings: { from: Heading; to: Heading };
  isOpen?: boolean;
}) {
  const t = useMessages("review");
  const rows = useRows(move, { from, to });
  return (
    <table className={isOpen ? `${styles.table} ${styles.open}` : styles.table}>
      <caption className="sr-only">{t("table.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("table.who")}</th>
          <th scope="col">{t(`table.${headings.from}`)}</th>
          <td className={styles.arrow} aria-hidden="true" />
          <th scope="col">{t(`table.${headings.to}`)}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, zone, avatar, ...readings }) => (
          <tr key={name}>
            <th scope="row">
              <div className={styles.person}>
                {avatar}
                <div>
                  <b className="strong">
                    <Typed text={name} />
                  </b>
                  <span className={styles.zone}>{zone}</span>
                </div>
              </div>
            </th>
            <Cell column="old" reading={readings.from} />
            <td className={styles.arrow}>
              <ArrowRight />
            </td>
            <Cell column="new" reading={readings.to} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What each person reads, the reader first; no times for one whose zone is not known. */
function useRows(
  { people, display }: MoveContext,
  { from, to }: { from: Interval | null; to: Interval },
) {
  const t = useMessages("review");
  const isZoneKnown = useIsZoneKnown();
  const row = (name: string, reader: Display | null) => ({
    name,
    zone: reader ? readingOf(to, reader).zone : t("table.theirZoneNotSet"),
    from: reader && from && readingOf(from, reader),
    to: reader && readingOf(to, reader),
  });
  const mine = row(t("table.you"), display);
  const theirs = row(people.other.name, theirDisplay(people, display));
  return [
    {
      ...mine,
      zone: isZoneKnown ? mine.zone : t("table.zoneNotSet", { zone: mine.zone }),
      avatar: <Avatar name={people.me.name} isMe />,
    },
    { ...theirs, avatar: <Avatar name={people.other.name} /> },
  ];
}

function Cell({ column, reading }: { column: "old" | "new"; reading: Reading | null }) {
  return (
    <td className={styles[column]}>
      {reading && (
        <>
          <div className={styles.day}>{reading.day}</div>
          <div className={styles.time}>{reading.range}</div>
        </>
      )}
    </td>
  );
}
