import { addDays, type Display } from "@reslot/cal/time";
import { noonOf, toQuery, type View } from "@reslot/react";
import { formatDay } from "@reslot/react/time";
import { Link } from "@/components/ui/link.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "./no-script-days.module.css";

/** Navigation between days for browsers without scripts; others have the month and the strip. */
export function NoScriptDays({
  day,
  today,
  display,
  path,
  view,
}: {
  day: string;
  today: string;
  display: Display;
  path: `/meetings/${string}/reschedule`;
  view: View | null;
}) {
  const t = useMessages("pick");
  const around = [-7, -1, 1, 7].map((days) => addDays(day, days)).filter((each) => each >= today);
  return (
    <noscript>
      <nav className={styles.days} aria-label={t("month.label")}>
        {around.map((each) => (
          <Link key={each} href={`${path}${toQuery({ day: each, view })}`}>
            {formatDay(noonOf(each, display.timeZone), display)}
          </Link>
        ))}
      </nav>
    </noscript>
  );
}
