import type { Interval } from "@reslot/cal/time";
import { moveKindOf, toQuery, type UrlState } from "@reslot/react";
import dynamic from "next/dynamic";
import { Banner } from "@/components/ui/banner.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import type { MonthsView } from "@/features/reschedule/month/use-months.ts";
import { paths } from "@/paths.ts";
import { ChangeNotes } from "./change-notes.tsx";
import { InFlight } from "./in-flight.tsx";
import styles from "./pick-notes.module.css";

// Most people have nothing to be warned of.
const CalendarWarning = dynamic(
  async () => (await import("./calendar-warning.tsx")).CalendarWarning,
);

/** What has to be known before a time is chosen. */
export function PickNotes({
  move,
  months,
  url,
  day,
  chosen,
  durationMinutes,
}: {
  move: MoveContext;
  months: MonthsView;
  url: UrlState;
  day: string;
  chosen: Interval | null;
  durationMinutes: number;
}) {
  const { booking, people } = move;
  const { availability } = months;
  const query = toQuery({ ...url, day, attempt: null, error: null });
  return (
    <div className={styles.notes}>
      <InFlight move={move} />
      {moveKindOf(booking) === "asks" && <CoachConfirms name={people.other.firstName} />}
      {availability && availability.checks.mentee !== "checked" && (
        <CalendarWarning
          people={people}
          checks={availability.checks}
          isAgain={booking.menteeConnection === "needsReconnect"}
          here={`${paths.reschedule(booking.ulid)}${query}`}
          shareFor={isUndecided(booking) ? booking.ulid : null}
          onRetry={months.checkAgain}
        />
      )}
      <ChangeNotes {...{ move, chosen, durationMinutes }} />
    </div>
  );
}

/** Connecting a calendar from here is then the answer for its coach. */
function isUndecided({ sharing: { state } }: MoveContext["booking"]): boolean {
  return state === null || state === "asked";
}

function CoachConfirms({ name }: { name: string }) {
  const t = useMessages("pick");
  return (
    <Banner tone="warn" title={t("ask.title", { name })}>
      {t("ask.body", { name })}
    </Banner>
  );
}
