import { ProvideMessages } from "@/copy/provide-messages.tsx";
import { serverMessages, titled } from "@/copy/server-messages.ts";
import { SharingSettings } from "@/features/settings/sharing-settings.tsx";
import { api } from "@/server/api.ts";
import { getViewer } from "@/server/viewer.ts";

export const generateMetadata = titled("sharing", (t) => t("title"));

export default async function SharingSettingsPage() {
  await getViewer();
  const t = await serverMessages("settings");
  const initial = await api.sharing.list();
  return (
    <ProvideMessages names={["settings", "sharing"]}>
      <main className="wrap" id="main">
        <div className="head">
          <h1 tabIndex={-1}>{t("title")}</h1>
        </div>
        <SharingSettings initial={initial} />
      </main>
    </ProvideMessages>
  );
}
