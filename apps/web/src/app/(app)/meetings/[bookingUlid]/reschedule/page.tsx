import type { Metadata } from "next";
import { RescheduleScreen } from "@/features/reschedule/flow/reschedule-screen.tsx";
import { parseUrlState, toSearchParams } from "@/features/reschedule/model/url-state.ts";
import { en } from "@/copy/en.ts";
import { KnownZones } from "@/components/display/known-zones.tsx";
import { loadFirstScreen } from "@/features/reschedule/server/load-first-screen.ts";
import { getViewer } from "@/server/viewer.ts";
import { confirmMove } from "@/utils/actions/calActions.ts";

export const metadata: Metadata = { title: en.reschedule.title };

export default async function ReschedulePage({
  params,
  searchParams,
}: PageProps<"/meetings/[bookingUlid]/reschedule">) {
  const viewer = await getViewer();
  const { bookingUlid } = await params;
  const state = parseUrlState(toSearchParams(await searchParams));
  const first = await loadFirstScreen(bookingUlid, state, viewer);
  return (
    <main className="wrap" id="main">
      <KnownZones zones={[first.booking.coach.timeZone, first.booking.mentee.timeZone]}>
        <RescheduleScreen first={first} confirmMove={confirmMove} />
      </KnownZones>
    </main>
  );
}
