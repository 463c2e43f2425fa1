import type { Metadata } from "next";
import { ProvideMessages } from "@/copy/provide-messages.tsx";
import { serverMessages } from "@/copy/server-messages.ts";
import { DataSettings } from "@/features/settings/data-settings.tsx";
import { getViewer } from "@/server/viewer.ts";

const t = serverMessages("settings");
const title = serverMessages("ownData")("title");

export const metadata: Metadata = { title };

export default async function DataSettingsPage() {
  await getViewer();
  return (
    <ProvideMessages names={["settings", "ownData"]}>
      <main className="wrap read" id="main">
        <div className="head">
          <h1 tabIndex={-1}>{t("title")}</h1>
        </div>
        <DataSettings />
      </main>
    </ProvideMessages>
  );
}
