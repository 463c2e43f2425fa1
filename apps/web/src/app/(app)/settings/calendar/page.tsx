import type { Metadata } from "next";
import { CalendarSettings } from "@/features/settings/calendar-settings.tsx";
import { parseReturnTo } from "@/features/settings/return-to.ts";
import { isConnectProblem } from "@/copy/connect-problems.ts";
import { en } from "@/copy/en.ts";
import { toSearchParams } from "@/features/reschedule/model/url-state.ts";
import { getViewer } from "@/server/viewer.ts";
import { api } from "@/server/api.ts";

export const metadata: Metadata = { title: en.settings.calendar };

export default async function CalendarSettingsPage({
  searchParams,
}: PageProps<"/settings/calendar">) {
  await getViewer();
  const query = toSearchParams(await searchParams);
  const error = query.get("error");
  const initial = await api.calConnection.get();
  return (
    <main className="wrap read" id="main">
      <div className="head">
        <h1 tabIndex={-1}>{en.settings.title}</h1>
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
  );
}
