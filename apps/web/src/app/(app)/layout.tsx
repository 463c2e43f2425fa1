import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { DisplayProvider } from "@/components/display/display.tsx";
import { LearnDevice } from "@/components/display/learn-device.tsx";
import { KeepFocus } from "@/components/frame/keep-focus.tsx";
import { OfflineBanner } from "@/components/frame/offline-banner.tsx";
import { SiteHeader } from "@/components/frame/site-header.tsx";
import { LazyToaster } from "@/components/frame/lazy-toaster.tsx";
import { parseTheme } from "@/components/frame/theme.ts";
import { Keyboard } from "@/components/keys/keyboard.tsx";
import { LiveProvider } from "@/components/live/live-provider.tsx";
import { KnownZones } from "@/components/display/known-zones.tsx";
import { themeCookie } from "@/cookies.ts";
import { NotificationBell } from "@/features/notifications/notification-bell.tsx";
import { ProvideMessages } from "@/copy/provide-messages.tsx";
import { getViewer } from "@/server/viewer.ts";
import { TrpcProvider } from "@/trpc/react.tsx";
import { api } from "@/server/api.ts";

/** The header, with the bell and the newest notifications. */
const everywhere = ["frame", "keys", "notifications", "time"] as const;

/** The layout of every page of a signed-in person. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer();
  const { count } = await api.notification.unreadCount();
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <TrpcProvider>
      <LiveProvider>
        <ProvideMessages names={everywhere}>
          <KnownZones zones={[viewer.timeZone, viewer.profileTimeZone]}>
            <DisplayProvider
              locale={viewer.locale}
              timeZone={viewer.timeZone}
              profileTimeZone={viewer.profileTimeZone}
              serverNow={viewer.now}
            >
              <LearnDevice newLocale={viewer.newDeviceLocale} />
              <SiteHeader
                name={viewer.name}
                theme={theme}
                bell={<NotificationBell initialCount={count} />}
              />
              <OfflineBanner />
              {children}
              <LazyToaster />
              <Keyboard singleKeys={viewer.singleKeys} />
              <KeepFocus />
            </DisplayProvider>
          </KnownZones>
        </ProvideMessages>
      </LiveProvider>
    </TrpcProvider>
  );
}
