import type { Metadata } from "next";
import { CalendarSettings } from "@/features/settings/calendar-settings.tsx";
import { parseReturnTo } from "@/features/settings/return-to.ts";
import { isConnectProblem } from "@/copy/connect-problems.ts";
import { ProvideMessages } from "@/copy/provide-messages.tsx";
import { serverMessages } from "@/copy/server-messages.ts";
import { toSearchParams } from "@/features/reschedule/model/url-state.ts";
import { getViewer } from "@/server/viewer.ts";
import { api } from "@/server/api.ts";

const t = serverMessages("settings");

export const metadata: Metadata = { title: t("calendar") };

export default async function CalendarSettingsPage({
  searchParams,
}: PageProps<"/settings/calendar">) {
  await getViewer();
  const query = toSearchParams(await searchParams);
  const error = query.get("error");
  const initial = await api.calConnection.get();
  return (
    <ProvideMessages names={["settings", "connect", "errors"]}>
      <main className="wrap read" id="main">
        <div className="head">
          <h1 tabIndex={-1}>{t("title")}</h1>
        </div>
        <CalendarSettings
          initial={initial}
          arrival={{
            returnTo: parseReturnTo(query.get("returnTo") ?? undefined),
            problem: error !== null && isConnectProblem(error) ? error : null,
            isConnected: query.get("connected") === "1",
          }}
        />
      </main>
    </ProvideMessages>
  );
}
