import { toQuery, type UrlState, type View } from "@reslot/react";
import { CalendarDays, Columns3 } from "lucide-react";
import { Link } from "@/components/ui/link.tsx";
import { rememberInCookie } from "@/components/frame/remember-in-cookie.ts";
import { viewCookie } from "@/cookies.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import styles from "./view-toggle.module.css";
import segments from "@/components/ui/segmented-links.module.css";

const views = [
  { view: "month", Icon: CalendarDays },
  { view: "week", Icon: Columns3 },
] as const;

/**
 * Switches between the month with one day's times and the week of both people. Links, so that they
 * work without scripts; the last choice is stored in a cookie.
 */
export function ViewToggle({
  bookingUlid,
  url,
  shown,
  onChange,
}: {
  bookingUlid: string;
  url: UrlState;
  /** The view that is shown. */
  shown: View;
  onChange: (view: View) => void;
}) {
  const t = useMessages("pick");
  return (
    <nav className={segments.segments} aria-label={t("view.label")}>
      {views.map(({ view, Icon }) => (
        <Link
          key={view}
          href={`${paths.reschedule(bookingUlid)}${toQuery({ ...url, view })}`}
          aria-current={view === shown ? "true" : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            rememberInCookie(viewCookie, view);
            onChange(view);
          }}
        >
          <Icon />
          <span className={styles.wide}>{t(`view.${view}`)}</span>
          <span className={styles.narrow}>{t(view === "month" ? "view.list" : "view.day")}</span>
        </Link>
      ))}
    </nav>
  );
}
