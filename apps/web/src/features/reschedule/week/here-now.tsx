import { formatTime } from "@reslot/react/time";
import type { Minutes } from "@reslot/react/week";
import { Clock } from "lucide-react";
import { useMessages } from "@/copy/messages-provider.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { topAt } from "./top-at.ts";
import styles from "./week.module.css";

/** The meeting where it is, on a day whose answer does not list its start, or has not come. */
export function HereNow({
  move: { current, display },
  at,
  hours,
  isCovered,
}: {
  move: MoveContext;
  at: Minutes;
  hours: Minutes;
  /** Whether other times lie over it. */
  isCovered: boolean;
}) {
  const t = useMessages("slots");
  return (
    <span
      className={isCovered ? `${styles.here} ${styles.covered}` : styles.here}
      style={{
        top: topAt(at.from, hours),
        height: `calc(var(--h) * ${(at.to - at.from) / 60} - 3px)`,
      }}
    >
      <b>
        <Clock />
        {formatTime(current.start, display)}
      </b>
      <span>{t("hereNow")}</span>
    </span>
  );
}
