import type { CalConnectionView, NotificationItem } from "@reslot/api";
import NotFound from "@/app/(app)/not-found.tsx";
import AddressPage from "@/app/address/page.tsx";
import SignInPage from "@/app/sign-in/[[...sign-in]]/page.tsx";
import { BrokenPage } from "@/components/frame/broken-page.tsx";
import { OfflineBanner } from "@/components/frame/offline-banner.tsx";
import { Page } from "@/components/frame/page.tsx";
import { PageTitle } from "@/components/frame/page-title.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { NotificationsList } from "@/features/notifications/notifications-list.tsx";
import { CalendarSettings } from "@/features/settings/calendar/calendar-settings.tsx";
import { DataSettings } from "@/features/settings/data-settings.tsx";
import { MailSettings } from "@/features/settings/mail-settings.tsx";
import { ProfileSettings } from "@/features/settings/profile/profile-settings.tsx";
import { SharingSettings } from "@/features/settings/sharing-settings.tsx";
import { messagesFor } from "@reslot/messages/catalogue";
import type { ReactNode } from "react";
import { connectedByKey, notConnected } from "../../../../test/cal-connection.ts";
import { moveNotification, timesOn as at } from "../../../../test/notifications.ts";
import { londonProfile } from "../../../../test/profile.ts";
import { sharingList } from "../../../../test/sharing-list.ts";
import { found, press, rendered, type Scene, sheetLanguage } from "../scene.ts";
import { everyAnswer, today } from "./data.ts";

/** What the server words in the reader's language. */
function wordsOf(by: "you" | "other", title: string) {
  const headlines = messagesFor(sheetLanguage.current, "headlines");
  const notification = messagesFor(sheetLanguage.current, "notification");
  return {
    title,
    headline: headlines("bookingMoved", { by, name: "Sam Okafor", title }),
    followUp: by === "you" ? null : notification("makeSure"),
  };
}

/** The latest first. */
function news(): NotificationItem[] {
  const move: NotificationItem = {
    ...moveNotification,
    ...wordsOf("other", "Career check-in"),
    reason: "A workshop came up.",
    createdAt: `${today}T05:00:00.000Z`,
  };
  const readAt = move.createdAt;
  return [
    { ...move, ulid: "2", was: at(15), now: at(16), createdAt: `${today}T06:00:00.000Z` },
    move,
    {
      ...move,
      ...wordsOf("you", "Board preparation"),
      ulid: "3",
      bookingUlid: "b",
      isMine: true,
      actor: "mentee",
      actorName: "Alex Rivera",
      reason: null,
      readAt,
    },
    { ...move, ulid: "4", bookingUlid: "c", createdAt: "2026-12-07T06:00:00.000Z", readAt },
  ];
}
const list = () => ({ items: news(), nextCursor: "next" });
const noNews = () => ({ items: [], nextCursor: null });

const connected: CalConnectionView = {
  ...connectedByKey,
  kind: "oauth",
  calUsername: "sam-okafor",
  upcomingCount: 12,
  upcomingPeople: 7,
};
const unconnected = { ...notConnected, upcomingCount: 12, upcomingPeople: 7 };

function Settings({ children }: { children: ReactNode }) {
  const t = useMessages("settings");
  return (
    <Page>
      <PageTitle title={t("title")} />
      {children}
    </Page>
  );
}

type Titled = readonly [name: string, caption: string];

function settings([name, caption]: Titled, content: ReactNode, more: Partial<Scene> = {}): Scene {
  return {
    name: `settings-${name}`,
    caption,
    path: "/settings",
    content: () => <Settings>{content}</Settings>,
    ...more,
    answers: { ...everyAnswer, "person.get": londonProfile, ...more.answers },
  };
}

function calendar(
  [name, caption]: Titled,
  connection: CalConnectionView,
  arrive?: () => Promise<void>,
): Scene {
  const arrival = { returnTo: null, problem: null, isConnected: false, shares: null };
  return settings([name, caption], <CalendarSettings initial={connection} arrival={arrival} />, {
    answers: { "calConnection.get": connection },
    ...(arrive && { arrive }),
  });
}

function notifications(of: typeof list | typeof noNews) {
  return () => (
    <Page isNarrow>
      <NotificationsList cursor={undefined} initial={of()} initialUnread={of === list ? 2 : 0} />
    </Page>
  );
}

/** Notifications, settings, signing in, and what is not there. */
export const otherScenes: readonly Scene[] = [
  {
    name: "notifications",
    caption: "Notifications",
    path: "/notifications",
    content: notifications(list),
    answers: { ...everyAnswer, "notification.list": list },
  },
  {
    name: "notifications-empty",
    caption: "No notifications",
    path: "/notifications",
    content: notifications(noNews),
    answers: {
      ...everyAnswer,
      "notification.list": noNews,
      "notification.unreadCount": { count: 0 },
    },
  },
  {
    name: "bell",
    caption: "The newest notifications, from the bell",
    content: () => <Page>{null}</Page>,
    answers: { ...everyAnswer, "notification.list": list },
    async arrive() {
      await press("header a[aria-haspopup=dialog]");
      await found("[role=dialog] li");
    },
  },
  settings(["profile", "Profile"], <ProfileSettings initial={londonProfile} theme="system" />),
  calendar(["calendar", "Calendar: connected"], connected),
  calendar(["calendar-broken", "Calendar: a connection has stopped working"], {
    ...connected,
    brokenCalendars: [{ integration: "Google Calendar" }],
    webhooks: "polling",
  }),
  calendar(["connect", "Calendar: not connected"], unconnected),
  calendar(["disconnect", "Before disconnecting"], connected, async () => {
    await press("main section button");
    await found("dialog");
  }),
  settings(["notifications", "What is mailed"], <MailSettings initial={londonProfile} />),
  settings(
    ["sharing", "Who sees when the reader is busy"],
    <SharingSettings initial={sharingList} />,
    { answers: { "sharing.list": sharingList } },
  ),
  settings(["data", "Own data"], <DataSettings />),
  { name: "not-found", caption: "A page that is not there", content: () => NotFound() },
  {
    name: "broken",
    caption: "A page that failed",
    hasHeader: false,
    content: () => <BrokenPage digest="2318190734" retry={() => {}} />,
  },
  {
    name: "address",
    caption: "An account without an address",
    hasHeader: false,
    content: () => AddressPage(),
  },
  {
    name: "sign-in",
    caption: "Sign-in before the form is there",
    hasHeader: false,
    content: async () => rendered(await SignInPage()),
  },
  {
    name: "offline",
    caption: "Offline",
    content: () => (
      <>
        <OfflineBanner />
        <Page>{null}</Page>
      </>
    ),
    async arrive() {
      Object.defineProperty(navigator, "onLine", { configurable: true, value: false });
      globalThis.dispatchEvent(new Event("offline"));
      await found("[aria-live] strong");
      Reflect.deleteProperty(navigator, "onLine");
    },
  },
];
