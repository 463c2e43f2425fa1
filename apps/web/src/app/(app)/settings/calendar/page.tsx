import { firstNameOf, toSearchParams } from "@reslot/react";
import {
  CalendarSettings,
  type SharesWith,
} from "@/features/settings/calendar/calendar-settings.tsx";
import { parseReturnTo } from "@/features/settings/calendar/return-to.ts";
import { isConnectProblem } from "@/copy/connect-problems.ts";
import { ProvideMessages } from "@/copy/provide-messages.tsx";
import { serverMessages, titled } from "@/copy/server-messages.ts";
import { getViewer } from "@/server/viewer.ts";
import { api } from "@/server/api.ts";
import { Page } from "@/components/frame/page.tsx";
import { PageTitle } from "@/components/frame/page-title.tsx";

export const generateMetadata = titled("settings", (t) => t("calendar"));

export default async function CalendarSettingsPage({
  searchParams,
}: PageProps<"/settings/calendar">) {
  await getViewer();
  const t = await serverMessages("settings");
  const query = toSearchParams(await searchParams);
  const error = query.get("error");
  const returnTo = parseReturnTo(query.get("returnTo") ?? undefined);
  const [initial, shares] = await Promise.all([
    api.calConnection.get(),
    returnTo ? sharesWith(returnTo) : null,
  ]);
  return (
    <ProvideMessages names={["settings", "connect", "errors", "sharing"]}>
      <Page>
        <PageTitle title={t("title")} />
        <CalendarSettings
          initial={initial}
          arrival={{
            returnTo,
            shares,
            problem: error !== null && isConnectProblem(error) ? error : null,
            isConnected: query.get("connected") === "1",
          }}
        />
      </Page>
    </ProvideMessages>
  );
}

/** The meeting that a mentee comes from, unless they have decided about its coach. */
async function sharesWith(returnTo: string): Promise<SharesWith | null> {
  const bookingUlid = returnTo.split("/")[2] ?? "";
  const booking = await api.booking.get({ bookingUlid }).catch(() => null);
  const isOpen = booking?.sharing.state === null || booking?.sharing.state === "asked";
  if (booking?.role !== "mentee" || !isOpen) return null;
  return { bookingUlid, name: firstNameOf(booking.coach.name) };
}
