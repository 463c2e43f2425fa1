"use client";

import type { BookingDetails, BookingHistory } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { peopleOf } from "@reslot/react";
import { formatDayTime } from "@reslot/react/time";
import { useRouter } from "next/navigation";
import { useDisplay } from "@/components/display/display.tsx";
import { PageHead } from "@/components/frame/page-head.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import { RequestAnswer, RequestHead } from "@/features/answer/request-head.tsx";
import { ConsentQuestion } from "@/features/sharing/consent-question.tsx";
import { paths } from "@/paths.ts";
import { asksWhetherItWorks } from "./asks-whether-it-works.ts";
import { ChangeNotice } from "./change-notice.tsx";
import { MeetingCalendars } from "./meeting-calendars.tsx";
import { MeetingFacts } from "./meeting-facts.tsx";
import { MeetingHistory } from "./meeting-history.tsx";
import { OtherMeetings } from "./other-meetings.tsx";
import { MoveOrReason } from "./move-or-reason.tsx";
import { MeetingLinks } from "./meeting-links.tsx";
import { MeetingNotes } from "./meeting-notes.tsx";
import { MeetingPerson } from "./meeting-person.tsx";
import styles from "./meeting.module.css";
import { useLiveMeeting } from "./use-live-meeting.ts";
import { WorksForMe } from "./works-for-me.tsx";

/** One meeting: its facts, moving it, and its history. Updated while it is open. */
export function MeetingView({
  initial,
  initialHistory,
  myConnection,
  calAppUrl,
}: {
  initial: BookingDetails;
  initialHistory: BookingHistory;
  myConnection: BookingDetails["menteeConnection"];
  calAppUrl: string;
}) {
  const display = useDisplay();
  const t = useMessages("frame");
  const page = useMessages("meeting");
  const { duration } = useTimeWords();
  const { booking, history, change } = useLiveMeeting(initial, initialHistory);
  const { other } = peopleOf(booking);
  const isAsked = booking.needsMe !== null || asksWhetherItWorks(booking, history);
  return (
    <>
      <PageHead
        back={{ label: t("meetings"), href: paths.meetings }}
        title={page("heading", { title: booking.title, name: other.firstName })}
        facts={duration(booking.durationMinutes)}
        actions={<MoveOrReason booking={booking} isAsked={isAsked} />}
      />
      <div className={styles.page}>
        <div className={styles.column}>
          <ChangeNotice change={change} name={other.firstName} display={display} />
          <Notes booking={booking} />
          <WorksForMe booking={booking} history={history} />
          <MeetingFacts
            booking={booking}
            display={display}
            head={<RequestHead booking={booking} display={display} />}
          >
            <RequestAnswer booking={booking} history={history} display={display} />
          </MeetingFacts>
          <MeetingNotes booking={booking} />
          <MeetingHistory booking={booking} history={history} display={display} />
        </div>
        <aside className={styles.column}>
          <MeetingPerson booking={booking} display={display} />
          <MeetingLinks
            booking={booking}
            calUrl={myConnection === "notConnected" ? null : calAppUrl}
          />
          <MeetingCalendars booking={booking} myConnection={myConnection} />
          <OtherMeetings booking={booking} display={display} />
        </aside>
      </div>
    </>
  );
}

function Notes({ booking }: { booking: BookingDetails }) {
  const t = useMessages("meeting");
  const router = useRouter();
  return (
    <>
      {booking.needsMe === "consent" && (
        <ConsentQuestion
          bookingUlid={booking.ulid}
          coach={booking.counterpart}
          onDisowned={() => router.push(paths.meetings)}
        />
      )}
      {booking.inFlight && <InFlightNote booking={booking} inFlight={booking.inFlight} />}
      {booking.upstreamChanged && (
        <Banner title={t("changedUpstream.title")}>{t("changedUpstream.body")}</Banner>
      )}
    </>
  );
}

function InFlightNote({
  booking,
  inFlight,
}: {
  booking: BookingDetails;
  inFlight: NonNullable<BookingDetails["inFlight"]>;
}) {
  const display = useDisplay();
  const t = useMessages("meeting");
  const when = formatDayTime(parseInstant(inFlight.newStartTime), display);
  const { attemptUlid, kind } = inFlight;
  const by = inFlight.by === booking.role ? "you" : "other";
  return (
    <Banner
      title={t("inFlight.title", { kind })}
      action={
        attemptUlid &&
        kind === "move" && (
          <ButtonLink size="sm" href={`${paths.reschedule(booking.ulid)}?attempt=${attemptUlid}`}>
            {t("inFlight.look")}
          </ButtonLink>
        )
      }
    >
      {t("inFlight.body", { kind, by, name: peopleOf(booking).other.firstName, when })}
    </Banner>
  );
}
