import { isolated } from "@reslot/messages";
import { peopleOf } from "@reslot/react";
import type { Metadata } from "next";
import { MeetingView } from "@/features/meeting/meeting-view.tsx";
import { ReadInZoneOf } from "@/components/display/display.tsx";
import { KnownZones } from "@/components/display/known-zones.tsx";
import { loadBooking } from "@/server/load-booking.ts";
import { ProvideMessages } from "@/copy/provide-messages.tsx";
import { env } from "@/env.ts";
import { getViewer } from "@/server/viewer.ts";
import { api } from "@/server/api.ts";
import { Page } from "@/components/frame/page.tsx";

export async function generateMetadata({
  params,
}: PageProps<"/meetings/[bookingUlid]">): Promise<Metadata> {
  const { bookingUlid } = await params;
  await getViewer();
  return { title: isolated((await loadBooking(bookingUlid)).title) };
}

export default async function MeetingPage({ params }: PageProps<"/meetings/[bookingUlid]">) {
  const { bookingUlid } = await params;
  await getViewer();
  const booking = await loadBooking(bookingUlid);
  const [history, connection] = await Promise.all([
    api.booking.history({ bookingUlid }),
    api.calConnection.get(),
  ]);
  return (
    <ProvideMessages
      names={["answers", "connectFirst", "errors", "meeting", "notMovable", "series", "sharing"]}
    >
      <Page>
        <KnownZones zones={[booking.coach.timeZone, booking.mentee.timeZone]}>
          <ReadInZoneOf timeZone={peopleOf(booking).other.timeZone}>
            <MeetingView
              initial={booking}
              initialHistory={history}
              myConnection={connection.status}
              calAppUrl={env().CAL_APP_URL}
            />
          </ReadInZoneOf>
        </KnownZones>
      </Page>
    </ProvideMessages>
  );
}
