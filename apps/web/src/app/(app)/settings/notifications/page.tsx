import { ProvideMessages } from "@/copy/provide-messages.tsx";
import { serverMessages, titled } from "@/copy/server-messages.ts";
import { MailSettings } from "@/features/settings/mail-settings.tsx";
import { api } from "@/server/api.ts";
import { getViewer } from "@/server/viewer.ts";

export const generateMetadata = titled("mailSettings", (t) => t("title"));

export default async function NotificationSettingsPage() {
  await getViewer();
  const t = await serverMessages("settings");
  const initial = await api.person.get();
  return (
    <ProvideMessages names={["settings", "mailSettings"]}>
      <main className="wrap" id="main">
        <div className="head">
          <h1 tabIndex={-1}>{t("title")}</h1>
        </div>
        <MailSettings initial={initial} />
      </main>
    </ProvideMessages>
  );
}
