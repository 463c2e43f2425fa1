"use client";

import type { BookingDetails, BookingHistory } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useDisplay } from "@/components/display/display.tsx";
import { useLiveBooking } from "@/components/live/use-live-booking.ts";
import { Banner } from "@/components/ui/banner.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { ConsentQuestion } from "@/features/sharing/consent-question.tsx";
import { paths } from "@/paths.ts";
import { formatDayTime } from "@/time/format.ts";
import { api } from "@/trpc/react.tsx";
import { MeetingAside } from "./meeting-aside.tsx";
import { MeetingFacts } from "./meeting-facts.tsx";
import { MeetingHistory } from "./meeting-history.tsx";
import { MoveOrReason } from "./move-or-reason.tsx";
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
  const t = useMessages("frame");
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
        {t("meetings")}
      </Link>
      <div className="head">
        <h1 tabIndex={-1}>
          <Typed text={booking.title} />
        </h1>
        <div className="actions">
          <MoveOrReason booking={booking} />
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
  const { attemptUlid } = inFlight;
  const by = inFlight.by === booking.role ? "you" : "other";
  return (
    <Banner
      title={t("inFlight.title")}
      action={
        attemptUlid && (
          <ButtonLink size="sm" href={`${paths.reschedule(booking.ulid)}?attempt=${attemptUlid}`}>
            {t("inFlight.look")}
          </ButtonLink>
        )
      }
    >
      {t("inFlight.body", { by, name: peopleOf(booking).other.firstName, when })}
    </Banner>
  );
}
