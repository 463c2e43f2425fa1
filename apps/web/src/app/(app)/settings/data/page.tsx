import { ProvideMessages } from "@/copy/provide-messages.tsx";
import { serverMessages, titled } from "@/copy/server-messages.ts";
import { DataSettings } from "@/features/settings/data-settings.tsx";
import { getViewer } from "@/server/viewer.ts";
import { Page } from "@/components/frame/page.tsx";
import { PageTitle } from "@/components/frame/page-title.tsx";

export const generateMetadata = titled("ownData", (t) => t("title"));

export default async function DataSettingsPage() {
  await getViewer();
  const t = await serverMessages("settings");
  return (
    <ProvideMessages names={["settings", "ownData"]}>
      <Page>
        <PageTitle title={t("title")} />
        <DataSettings />
      </Page>
    </ProvideMessages>
  );
}
