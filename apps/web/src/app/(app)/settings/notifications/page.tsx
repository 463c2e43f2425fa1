import { ProvideMessages } from "@/copy/provide-messages.tsx";
import { serverMessages, titled } from "@/copy/server-messages.ts";
import { MailSettings } from "@/features/settings/mail-settings.tsx";
import { api } from "@/server/api.ts";
import { getViewer } from "@/server/viewer.ts";
import { Page } from "@/components/frame/page.tsx";
import { PageTitle } from "@/components/frame/page-title.tsx";

export const generateMetadata = titled("mailSettings", (t) => t("title"));

export default async function NotificationSettingsPage() {
  await getViewer();
  const t = await serverMessages("settings");
  const initial = await api.person.get();
  return (
    <ProvideMessages names={["settings", "mailSettings"]}>
      <Page>
        <PageTitle title={t("title")} />
        <MailSettings initial={initial} />
      </Page>
    </ProvideMessages>
  );
}
