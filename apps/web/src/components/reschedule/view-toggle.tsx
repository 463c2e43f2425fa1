import { CalendarDays, Columns3 } from "lucide-react";
import Link from "next/link";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";
import { toQuery, type UrlState } from "./url-state.ts";

const words = en.reschedule.view;
const views = [
  { view: "month", text: words.month, Icon: CalendarDays },
  { view: "week", text: words.week, Icon: Columns3 },
] as const;

/** A month with one day's times, or a week of both people. Links, so that they work before scripts do. */
export function ViewToggle({
  bookingUlid,
  state,
  onChange,
}: {
  bookingUlid: string;
  state: UrlState;
  onChange: (view: UrlState["view"]) => void;
}) {
  return (
    <nav className="seg" aria-label={words.label}>
      {views.map(({ view, text, Icon }) => (
        <Link
          key={view}
          href={`${paths.reschedule(bookingUlid)}${toQuery({ ...state, view })}`}
          prefetch={false}
          aria-current={view === state.view ? "true" : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onChange(view);
          }}
        >
          <Icon className="i" />
          {text}
        </Link>
      ))}
    </nav>
  );
}
