"use client";

import { Bell } from "lucide-react";
import Link from "next/link";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";
import { api } from "@/trpc/react.tsx";

const everyMs = 30_000;

/** The way to the notifications, with how many are unread. */
export function NotificationBell({ initialCount }: { initialCount: number }) {
  const { data } = api.notification.unreadCount.useQuery(undefined, {
    initialData: { count: initialCount },
    refetchInterval: everyMs,
  });
  return (
    <Link className="iconbtn" href={paths.notifications} aria-label={en.frame.bell(data.count)}>
      <Bell className="i i-lg" />
      {data.count > 0 && (
        <span className="count" aria-hidden="true">
          {data.count > 99 ? "99+" : data.count}
        </span>
      )}
    </Link>
  );
}
