"use client";

import type { BookingDetails, BookingHistory } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useDisplay } from "@/components/display/display.tsx";
import { useLiveBooking } from "@/components/live/use-live-booking.ts";
import { Banner } from "@/components/ui/banner.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { PendingMark } from "@/components/ui/pending-mark.tsx";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";
import { formatDayTime } from "@/time/format.ts";
import { api } from "@/trpc/react.tsx";
import { MeetingAside } from "./meeting-aside.tsx";
import { MeetingFacts } from "./meeting-facts.tsx";
import { MeetingHistory } from "./meeting-history.tsx";
import { peopleOf } from "@/components/display/people.ts";

const everyMs = 15_000;

/** One meeting: its facts, moving it, and its history. Updated while it is open. */
export function MeetingView({
  initial,
  initialHistory,
  myConnection,
}: {
  initial: BookingDetails;
  initialHistory: BookingHistory;
  myConnection: BookingDetails["menteeConnection"];
}) {
  const display = useDisplay();
  const input = { bookingUlid: initial.ulid };
  useLiveBooking(initial.ulid);
  const fresh = { refetchInterval: everyMs };
  const { data: booking } = api.booking.get.useQuery(input, { initialData: initial, ...fresh });
  const { data: history } = api.booking.history.useQuery(input, {
    initialData: initialHistory,
    ...fresh,
  });
  return (
    <>
      <Link className="back" href={paths.meetings}>
        <ArrowLeft className="i i-sm" />
        {en.meeting.back}
      </Link>
      <div className="head">
        <h1 tabIndex={-1}>{booking.title}</h1>
        <div className="actions">
          <RescheduleButton booking={booking} />
        </div>
      </div>
      <div className="meet">
        <div className="grid gap-4">
          <Notes booking={booking} />
          <MeetingFacts booking={booking} display={display} />
          <MeetingHistory booking={booking} history={history} display={display} />
        </div>
        <MeetingAside booking={booking} myConnection={myConnection} />
      </div>
    </>
  );
}

/** Disabled when the meeting can't be moved; described by the reason in the other column. */
function RescheduleButton({ booking }: { booking: BookingDetails }) {
  if (!booking.reschedule.allowed) {
    return (
      <button type="button" className="btn" aria-disabled="true" aria-describedby="moving-note">
        {en.meeting.reschedule}
      </button>
    );
  }
  return (
    <ButtonLink variant="primary" href={paths.reschedule(booking.ulid)} prefetch={false}>
      {en.meeting.reschedule}
      <PendingMark />
    </ButtonLink>
  );
}

function Notes({ booking }: { booking: BookingDetails }) {
  return (
    <>
      {booking.inFlight && <InFlightNote booking={booking} inFlight={booking.inFlight} />}
      {booking.upstreamChanged && (
        <Banner title={en.meeting.changedUpstream.title}>{en.meeting.changedUpstream.body}</Banner>
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
  const words = en.meeting.inFlight;
  const when = formatDayTime(parseInstant(inFlight.newStartTime), display);
  const { attemptUlid } = inFlight;
  const isMine = inFlight.by === booking.role;
  return (
    <Banner
      title={words.title}
      action={
        attemptUlid && (
          <ButtonLink size="sm" href={`${paths.reschedule(booking.ulid)}?attempt=${attemptUlid}`}>
            {words.look}
          </ButtonLink>
        )
      }
    >
      {isMine ? words.you(when) : words.other(peopleOf(booking).other.firstName, when)}
    </Banner>
  );
}
