"use client";

import type { Display } from "@reslot/cal/time";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, use, useMemo } from "react";
import { rememberInCookie } from "@/components/frame/remember-in-cookie.ts";
import { zoneCookie } from "@/cookies.ts";

interface DisplayValue {
  display: Display;
  /** The time zone of the person's profile. */
  profileTimeZone: string;
  /**
   * When the server rendered the page, in epoch milliseconds. The browser's first "now", so that
   * both render the same.
   */
  serverNow: number;
  setTimeZone: (timeZone: string) => void;
}

const DisplayContext = createContext<DisplayValue | null>(null);

/** Locale, time zone and clock of the reader, for everything below. */
export function DisplayProvider({
  locale,
  timeZone,
  profileTimeZone,
  serverNow,
  children,
}: {
  locale: string;
  timeZone: string;
  profileTimeZone: string;
  serverNow: number;
  children: ReactNode;
}) {
  const router = useRouter();
  const value = useMemo<DisplayValue>(
    () => ({
      display: { locale, timeZone },
      profileTimeZone,
      serverNow,
      // The server renders the page again: it knows the zone's rules, and browsers may not.
      setTimeZone: (chosen) => {
        rememberInCookie(zoneCookie, chosen === profileTimeZone ? null : chosen);
        router.refresh();
      },
    }),
    [locale, timeZone, profileTimeZone, serverNow, router],
  );
  return <DisplayContext value={value}>{children}</DisplayContext>;
}

/** @throws {TypeError} outside a `DisplayProvider` */
export function useDisplayContext(): DisplayValue {
  const value = use(DisplayContext);
  if (!value) throw new TypeError("There is no DisplayProvider above.");
  return value;
}

/** Locale and time zone of the reader. */
export function useDisplay(): Display {
  return useDisplayContext().display;
}
