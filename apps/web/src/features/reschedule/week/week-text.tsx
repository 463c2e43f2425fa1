import { noonOf } from "@reslot/react";
import { dayFacts, type DaysView } from "@reslot/react/labels";
import { formatDay } from "@reslot/react/time";
import type { DayLanes } from "@reslot/react/week";
import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "./week.module.css";

/** The week as a list of sentences: what the lanes say to those who see them. */
export function WeekText({
  view,
  days,
  lanes,
  idOf,
}: {
  view: DaysView;
  days: readonly string[];
  lanes: readonly (DayLanes | null)[];
  /** The id of a day's sentence, which describes its column. */
  idOf: (day: string) => string;
}) {
  const t = useMessages("pick");
  const { display } = view;
  return (
    <details className={styles.text}>
      <summary>{t("week.asText")}</summary>
      <ul>
        {days.map((day, index) => (
          <li key={day} id={idOf(day)}>
            <bdi>
              {t("week.dayText", {
                day: formatDay(noonOf(day, display.timeZone), display),
                facts: dayFacts(t, { day, view, lanes: lanes[index] ?? null }),
              })}
            </bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}
