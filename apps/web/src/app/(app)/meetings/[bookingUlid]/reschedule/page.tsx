import { parseUrlState, peopleOf, toSearchParams } from "@reslot/react";
import { RescheduleScreen } from "@/features/reschedule/flow/reschedule-screen.tsx";
import { ProvideMessages } from "@/copy/provide-messages.tsx";
import { titled } from "@/copy/server-messages.ts";
import { ReadInZoneOf } from "@/components/display/display.tsx";
import { KnownZones } from "@/components/display/known-zones.tsx";
import { loadFirstScreen } from "@/features/reschedule/server/load-first-screen.ts";
import { getViewer } from "@/server/viewer.ts";
import { confirmMove } from "@/utils/actions/calActions.ts";
import { Page } from "@/components/frame/page.tsx";

/** Choosing a time, the review, and the outcome of the move. */
const names = [
  "connectFirst",
  "errors",
  "headlines",
  "notification",
  "notMovable",
  "pick",
  "refusal",
  "result",
  "review",
  "series",
  "slots",
  "zone",
] as const;

export const generateMetadata = titled("pick", (t) => t("title"));

export default async function ReschedulePage({
  params,
  searchParams,
}: PageProps<"/meetings/[bookingUlid]/reschedule">) {
  const viewer = await getViewer();
  const { bookingUlid } = await params;
  const state = parseUrlState(toSearchParams(await searchParams));
  const first = await loadFirstScreen(bookingUlid, state, viewer);
  return (
    <ProvideMessages names={names}>
      <Page>
        <KnownZones zones={[first.booking.coach.timeZone, first.booking.mentee.timeZone]}>
          <ReadInZoneOf timeZone={peopleOf(first.booking).other.timeZone}>
            <RescheduleScreen first={first} confirmMove={confirmMove} />
          </ReadInZoneOf>
        </KnownZones>
      </Page>
    </ProvideMessages>
  );
}
