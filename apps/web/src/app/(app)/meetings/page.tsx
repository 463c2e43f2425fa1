import { YourZone } from "@/components/display/your-zone.tsx";
import { MeetingsList, type When } from "@/features/meetings/meetings-list.tsx";
import { SegmentedLinks } from "@/components/ui/segmented-links.tsx";
import { ProvideMessages } from "@/copy/provide-messages.tsx";
import { serverMessages, titled } from "@/copy/server-messages.ts";
import { paths } from "@/paths.ts";
import { KnownZones } from "@/components/display/known-zones.tsx";
import { getViewer } from "@/server/viewer.ts";
import { api } from "@/server/api.ts";

export const generateMetadata = titled("meetings", (t) => t("title"));

export default async function MeetingsPage({ searchParams }: PageProps<"/meetings">) {
  await getViewer();
  const t = await serverMessages("meetings");
  const query = await searchParams;
  const when: When = query["when"] === "past" ? "past" : "upcoming";
  const cursor = typeof query["cursor"] === "string" ? query["cursor"].slice(0, 200) : undefined;
  const initial = await api.booking.list({ when, ...(cursor && { cursor }) });
  return (
    <ProvideMessages names={["meetings", "sharing"]}>
      <main className="wrap read" id="main">
        <div className="head">
          <div>
            <h1 tabIndex={-1}>{t("title")}</h1>
            <div className="subline">
              <YourZone />
            </div>
          </div>
          <SegmentedLinks
            label={t("tabs.label")}
            items={[
              { href: paths.meetings, text: t("tabs.upcoming"), isCurrent: when === "upcoming" },
              { href: paths.pastMeetings, text: t("tabs.past"), isCurrent: when === "past" },
            ]}
          />
        </div>
        <KnownZones zones={initial.items.map(({ counterpart }) => counterpart.timeZone)}>
          <MeetingsList
            key={`${when} ${cursor ?? ""}`}
            when={when}
            cursor={cursor}
            initial={initial}
          />
        </KnownZones>
      </main>
    </ProvideMessages>
  );
}
