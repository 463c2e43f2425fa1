import { ProvideMessages } from "@/copy/provide-messages.tsx";
import { serverMessages, titled } from "@/copy/server-messages.ts";
import { SharingSettings } from "@/features/settings/sharing-settings.tsx";
import { api } from "@/server/api.ts";
import { getViewer } from "@/server/viewer.ts";
import { Page } from "@/components/frame/page.tsx";
import { PageTitle } from "@/components/frame/page-title.tsx";

export const generateMetadata = titled("sharing", (t) => t("title"));

export default async function SharingSettingsPage() {
  await getViewer();
  const t = await serverMessages("settings");
  const initial = await api.sharing.list();
  return (
    <ProvideMessages names={["settings", "sharing"]}>
      <Page>
        <PageTitle title={t("title")} />
        <SharingSettings initial={initial} />
      </Page>
    </ProvideMessages>
  );
}
