import { addDays } from "@reslot/cal/time";
import { daysSummary, type DaysView, rangeLabel } from "@reslot/react/labels";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { Button } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "./picker-bar.module.css";
import { IconButton } from "@/components/ui/icon-button.tsx";

/** Which week is drawn, what is known of it, and buttons to other weeks; switches at its end. */
export function PickerBar({
  view,
  days,
  heading,
  isOnlySmall = false,
  tools,
  children,
  onSelectDay,
}: {
  view: DaysView;
  /** The seven days of the week. */
  days: readonly string[];
  heading?: RefObject<HTMLHeadingElement | null> | undefined;
  /** Larger screens have the month beside the times. */
  isOnlySmall?: boolean;
  /** Below the times on phones. */
  tools?: ReactNode;
  children?: ReactNode;
  onSelectDay: (day: string) => void;
}) {
  const t = useMessages("pick");
  const slots = useMessages("slots");
  const { display, day, today, currentDay } = view;
  const [first = day] = days;
  // Where one day's times are listed, their number is what is announced.
  const Summary = isOnlySmall ? "span" : "output";
  const isElsewhere = currentDay >= today && !days.includes(currentDay);
  return (
    <div className={isOnlySmall ? `${styles.bar} ${styles.small}` : styles.bar}>
      <Turn {...{ view, onSelectDay }} isThisWeek={first <= today} />
      <h2 tabIndex={-1} ref={heading}>
        {rangeLabel(t, days, display)}
      </h2>
      <Summary className={styles.summary}>{daysSummary({ t, slots }, days, view)}</Summary>
      {isElsewhere && (
        <Button
          size="sm"
          variant="quiet"
          className={styles.meeting}
          onClick={() => onSelectDay(currentDay)}
        >
          {t("week.meeting")}
        </Button>
      )}
      <div className={styles.end}>
        {children}
        {tools && <div className={styles.tools}>{tools}</div>}
      </div>
    </div>
  );
}

function Turn({
  view: { day, today },
  isThisWeek,
  onSelectDay,
}: {
  view: DaysView;
  isThisWeek: boolean;
  onSelectDay: (day: string) => void;
}) {
  const t = useMessages("pick");
  const before = addDays(day, -7);
  return (
    <div className={styles.turn}>
      <IconButton
        className={styles.arrow}
        aria-label={t("week.previous")}
        aria-disabled={isThisWeek ? true : undefined}
        onClick={() => {
          if (!isThisWeek) onSelectDay(before > today ? before : today);
        }}
      >
        <ChevronLeft />
      </IconButton>
      <Button size="sm" className={styles.today} onClick={() => onSelectDay(today)}>
        {t("week.today")}
      </Button>
      <IconButton
        className={styles.arrow}
        aria-label={t("week.next")}
        onClick={() => onSelectDay(addDays(day, 7))}
      >
        <ChevronRight />
      </IconButton>
    </div>
  );
}
