import { type Display, parseInstant } from "@reslot/cal/time";
import { formatDayTime } from "@reslot/react/time";
import { CalendarClock } from "lucide-react";
import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "./meeting.module.css";
import type { SeenChange } from "./use-seen-change.ts";

interface Notice {
  change: SeenChange;
  /** The other person's. */
  name: string;
  display: Display;
}

/** Says what has happened while the page was open: in a live region that is always there, so that it is announced. */
export function ChangeNotice({
  change,
  ...reader
}: Omit<Notice, "change"> & { change: SeenChange | null }) {
  return (
    <output className={change ? "block" : "sr-only"}>
      {change && <Words change={change} {...reader} />}
    </output>
  );
}

function Words({ change, name, display }: Notice) {
  const t = useMessages("meeting");
  const title =
    change.kind === "moved" || change.kind === "asked"
      ? t(`live.${change.kind}`, {
          by: change.by,
          name,
          when: formatDayTime(parseInstant(change.startTime), display),
        })
      : t(`live.${change.kind}`);
  return (
    <span className={styles.news}>
      <CalendarClock />
      <span>
        <b>{title}</b>
        <span className={styles.quiet}>{t("live.shown")}</span>
      </span>
    </span>
  );
}
