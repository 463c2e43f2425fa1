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
import type { Profile } from "@/features/settings/profile/profile.ts";
import { ProfileSettings } from "@/features/settings/profile/profile-settings.tsx";
import { SharingSettings } from "@/features/settings/sharing-settings.tsx";
import type { ReactNode } from "react";
import { found, press, rendered, type Scene } from "../scene.ts";
import { everyAnswer, today } from "./data.ts";

const at = (day: number) => ({
  startTime: `2026-12-${day}T18:00:00.000Z`,
  endTime: `2026-12-${day}T18:45:00.000Z`,
});
const move: NotificationItem = {
  ulid: "01KC3M8QZ4ABCDEFGHJKMNPQRT",
  kind: "bookingMoved",
  bookingUlid: "01KC3M8QZ4ABCDEFGHJKMNPQRV",
  title: "Career check-in",
  isMine: false,
  actor: "coach",
  actorName: "Sam Okafor",
  counterpart: { name: "Sam Okafor", timeZone: "Europe/London" },
  was: at(14),
  now: at(15),
  oldStartTime: at(14).startTime,
  newStartTime: at(15).startTime,
  reason: "A workshop came up.",
  headline: "Sam Okafor moved “Career check-in”",
  followUp: "Make sure this time works for you. Let us know if you need to change it.",
  text: "",
  readAt: null,
  createdAt: `${today}T05:00:00.000Z`,
};
const news: NotificationItem[] = [
  move,
  { ...move, ulid: "2", was: at(15), now: at(16), createdAt: `${today}T06:00:00.000Z` },
  {
    ...move,
    ulid: "3",
    bookingUlid: "b",
    isMine: true,
    actor: "mentee",
    actorName: "Alex Rivera",
    headline: "You moved “Board preparation”",
    reason: null,
    readAt: move.createdAt,
  },
  {
    ...move,
    ulid: "4",
    bookingUlid: "c",
    createdAt: "2026-12-07T06:00:00.000Z",
    readAt: move.createdAt,
    reason: null,
  },
];
const list = { items: news, nextCursor: "next" };
const noNews = { items: [], nextCursor: null };

const connected: CalConnectionView = {
  status: "connected",
  kind: "oauth",
  calUsername: "sam-okafor",
  connectedAt: "2026-12-01T09:00:00.000Z",
  brokenCalendars: [],
  calendarNames: ["Work", "Home"],
  calendarsUrl: "https://app.cal.com/apps/installed/calendar",
  oauthAvailable: true,
  webhooks: "live",
  pollingReason: null,
  leftAlone: [],
  upcomingCount: 12,
  upcomingPeople: 7,
  attendedCount: 2,
};
const unconnected: CalConnectionView = {
  ...connected,
  status: "notConnected",
  kind: null,
  calUsername: null,
  connectedAt: null,
  calendarNames: null,
};
const profile: Profile = {
  name: "Sam Okafor",
  email: "sam@example.test",
  timeZone: "Europe/London",
  timeZoneFrom: "cal",
  hourCycle: "auto",
  weekStart: "auto",
  locale: "auto",
  singleKeys: true,
  mail: { moved: true, offered: true, reminders: true },
};
const shared = {
  coaches: [
    { coachUserUlid: "A", name: "Ann Lee", state: "asked", since: "2026-12-01T09:00:00.000Z" },
    { coachUserUlid: "B", name: "Ben Okri", state: "allowed", since: "2026-12-01T09:00:00.000Z" },
  ],
};

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
    answers: { ...everyAnswer, "person.get": profile, ...more.answers },
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
      <NotificationsList cursor={undefined} initial={of} initialUnread={of === list ? 2 : 0} />
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
  settings(["profile", "Profile"], <ProfileSettings initial={profile} theme="system" />),
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
  settings(["notifications", "What is mailed"], <MailSettings initial={profile} />),
  settings(
    ["sharing", "Who sees when the reader is busy"],
    <SharingSettings initial={shared as never} />,
    { answers: { "sharing.list": shared } },
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
