"use client";

import { ArrowLeft } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { Banner } from "@/components/ui/banner.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import { formatDayTime } from "@/time/format.ts";
import { BookingCard } from "./booking-card.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { CalendarWarning } from "./calendar-warning.tsx";
import { ChangeNotes } from "./change-notes.tsx";
import { ChecksLine } from "./checks-line.tsx";
import { Freshness } from "@/features/reschedule/slots/freshness.tsx";
import { Legend } from "./legend.tsx";
import { intervalAt, type MoveContext } from "@/features/reschedule/model/move.ts";
import { PickerTools } from "./picker-tools.tsx";
import { NoScriptDays } from "@/features/reschedule/month/no-script-days.tsx";
import { Suggestions } from "@/features/reschedule/slots/suggestions.tsx";
import { toQuery, type View } from "@/features/reschedule/model/url-state.ts";
import type { PickerProps } from "@/features/reschedule/month/picker-props.ts";

// Loaded separately, so that one view does not wait for the other's code.
const MonthPicker = dynamic(
  async () => (await import("@/features/reschedule/month/month-picker.tsx")).MonthPicker,
);
const WeekPicker = dynamic(
  async () => (await import("@/features/reschedule/week/week-picker.tsx")).WeekPicker,
);

interface PickStepProps extends Omit<PickerProps, "tools"> {
  /** The view in the address, or the default. */
  view: View;
  /** Whether anyone else has moved the meeting while this page was open. */
  isMovedElsewhere: boolean;
  onView: (view: View) => void;
  onReview: () => void;
}

/** Choosing a new time: the meeting, the days, and one day's times. */
export function PickStep(props: PickStepProps) {
  const { move, months, url, day, view, isMovedElsewhere, onChoose, onReview } = props;
  const { booking, people } = move;
  const t = useMessages("pick");
  const notMovable = useMessages("notMovable");
  const { availability } = months;
  const durationMinutes = availability?.durationMinutes ?? booking.durationMinutes;
  const chosen = url.slot === null ? null : intervalAt(url.slot, durationMinutes);
  const tools = <PickerTools {...{ move, url, view }} onView={props.onView} />;
  const query = toQuery({ ...url, day, attempt: null, error: null });

  return (
    <>
      <PickHead {...props} />
      <div className="resched has-bar">
        <BookingCard {...{ move, chosen, durationMinutes, onReview }} />
        <div>
          <div className="notes">
            {isMovedElsewhere && <MovedElsewhere move={move} />}
            {availability && (
              <CalendarWarning
                people={people}
                checks={availability.checks}
                isAgain={booking.menteeConnection === "needsReconnect"}
                here={`${paths.reschedule(booking.ulid)}${query}`}
                shareFor={isUndecided(booking) ? booking.ulid : null}
                onRetry={months.checkAgain}
              />
            )}
            {booking.inFlight && <Banner title={t("moving")}>{notMovable("inProgress")}</Banner>}
            <ChangeNotes {...{ move, chosen, durationMinutes }} />
          </div>
          <Suggestions
            {...{ move, availability, onChoose }}
            chosen={url.slot}
            taken={months.taken}
          />
          {view === "week" ? (
            <WeekPicker {...props} tools={tools} />
          ) : (
            <MonthPicker {...props} tools={tools} />
          )}
          {view === "month" && <Legend people={people} availability={availability} />}
          {availability && <ChecksLine people={people} checks={availability.checks} />}
        </div>
      </div>
      <BottomBar {...{ move, chosen, onReview }} />
    </>
  );
}

/** Connecting a calendar from here is then the answer for its coach. */
function isUndecided({ sharing: { state } }: MoveContext["booking"]): boolean {
  return state === null || state === "asked";
}

function MovedElsewhere({ move: { current, display } }: { move: MoveContext }) {
  const t = useMessages("pick");
  return (
    <Banner tone="accent" title={t("moved", { when: formatDayTime(current.start, display) })} />
  );
}

function PickHead({
  move,
  months,
  url,
  day,
}: Pick<PickStepProps, "move" | "months" | "url" | "day">) {
  const t = useMessages("pick");
  const { booking, display } = move;
  return (
    <>
      <Link className="back" href={paths.meeting(booking.ulid)}>
        <ArrowLeft className="i i-sm" />
        <Typed text={booking.title} />
      </Link>
      <div className="head">
        <div>
          <h1 tabIndex={-1}>{t("title")}</h1>
          <div className="subline">
            <p>{t("lead")}</p>
            <Freshness
              asOf={months.availability?.asOf}
              isFetching={months.isFetching}
              isStale={Boolean(months.error)}
              onCheck={months.checkAgain}
            />
          </div>
        </div>
      </div>
      <NoScriptDays
        {...{ day, display }}
        view={url.view}
        today={months.today}
        path={paths.reschedule(booking.ulid)}
      />
    </>
  );
}
