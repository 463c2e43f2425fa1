import { cookies } from "next/headers";
import { KnownZones } from "@/components/display/known-zones.tsx";
import { parseTheme } from "@/components/frame/theme.ts";
import { themeCookie } from "@/cookies.ts";
import { ProvideMessages } from "@/copy/provide-messages.tsx";
import { serverMessages, titled } from "@/copy/server-messages.ts";
import { ProfileSettings } from "@/features/settings/profile/profile-settings.tsx";
import { api } from "@/server/api.ts";
import { getViewer } from "@/server/viewer.ts";
import { Page } from "@/components/frame/page.tsx";
import { PageTitle } from "@/components/frame/page-title.tsx";

export const generateMetadata = titled("profile", (t) => t("title"));

export default async function ProfileSettingsPage() {
  await getViewer();
  const t = await serverMessages("settings");
  const initial = await api.person.get();
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <ProvideMessages names={["settings", "profile"]}>
      <Page>
        <PageTitle title={t("title")} />
        <KnownZones zones={[initial.timeZone]}>
          <ProfileSettings initial={initial} theme={theme} />
        </KnownZones>
      </Page>
    </ProvideMessages>
  );
}
