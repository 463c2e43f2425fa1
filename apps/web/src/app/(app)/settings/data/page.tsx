import { ProvideMessages } from "@/copy/provide-messages.tsx";
import { serverMessages, titled } from "@/copy/server-messages.ts";
import { DataSettings } from "@/features/settings/data-settings.tsx";
import { getViewer } from "@/server/viewer.ts";

export const generateMetadata = titled("ownData", (t) => t("title"));

export default async function DataSettingsPage() {
  await getViewer();
  const t = await serverMessages("settings");
  return (
    <ProvideMessages names={["settings", "ownData"]}>
      <main className="wrap" id="main">
        <div className="head">
          <h1 tabIndex={-1}>{t("title")}</h1>
        </div>
        <DataSettings />
      </main>
    </ProvideMessages>
  );
}
