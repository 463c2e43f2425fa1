import { KnownZones } from "@/components/display/known-zones.tsx";
import { ProvideMessages } from "@/copy/provide-messages.tsx";
import { titled } from "@/copy/server-messages.ts";
import { listInputOf, parseListQuery } from "@/features/meetings/list/list-query.ts";
import { MeetingsDesk } from "@/features/meetings/list/meetings-desk.tsx";
import { api } from "@/server/api.ts";
import { getViewer } from "@/server/viewer.ts";
import { Page } from "@/components/frame/page.tsx";

export const generateMetadata = titled("meetings", (t) => t("title"));

export default async function MeetingsPage({ searchParams }: PageProps<"/meetings">) {
  const { timeZone } = await getViewer();
  const asked = await searchParams;
  const opened = parseListQuery({
    get: (name) => {
      const value = asked[name];
      return (Array.isArray(value) ? value[0] : value) ?? null;
    },
  });
  const initial = await api.booking.list(listInputOf(opened, timeZone));
  const zones = initial.items.map(({ counterpart }) => counterpart.timeZone);
  return (
    <ProvideMessages names={["answers", "errors", "meetings", "moveSheet", "sharing", "slots"]}>
      <Page>
        <KnownZones zones={zones}>
          <MeetingsDesk
            {...{ opened, initial }}
            isConnected={await isConnected(initial.counts.all)}
          />
        </KnownZones>
      </Page>
    </ProvideMessages>
  );
}

/** Asked only where there are no meetings: then it is why. */
async function isConnected(meetings: number): Promise<boolean> {
  return meetings > 0 || (await api.calConnection.get()).status !== "notConnected";
}
