"use client";

import { createContext, type ReactNode, use, useMemo, useState } from "react";
import { rememberInCookie } from "@/components/frame/cookie.ts";
import type { Display } from "@/time/format.ts";
import { zoneCookie } from "./zone-cookie.ts";

interface DisplayValue {
  display: Display;
  /** The zone of the person's own profile. */
  profileTimeZone: string;
  /** When the server drew the page, in epoch milliseconds: the first "now" of the browser, so both draw the same. */
  serverNow: number;
  setTimeZone: (timeZone: string) => void;
}

const DisplayContext = createContext<DisplayValue | null>(null);

/** How this person reads times, for everything below. */
export function DisplayProvider({
  locale,
  initialTimeZone,
  profileTimeZone,
  serverNow,
  children,
}: {
  locale: string;
  initialTimeZone: string;
  profileTimeZone: string;
  serverNow: number;
  children: ReactNode;
}) {
  const [timeZone, setTimeZone] = useState(initialTimeZone);
  const value = useMemo<DisplayValue>(
    () => ({
      display: { locale, timeZone },
      profileTimeZone,
      serverNow,
      setTimeZone: (chosen) => {
        setTimeZone(chosen);
        rememberInCookie(zoneCookie, chosen === profileTimeZone ? null : chosen);
      },
    }),
    [locale, timeZone, profileTimeZone, serverNow],
  );
  return <DisplayContext value={value}>{children}</DisplayContext>;
}

/** @throws {TypeError} outside a `DisplayProvider` */
export function useDisplayContext(): DisplayValue {
  const value = use(DisplayContext);
  if (!value) throw new TypeError("There is no DisplayProvider above.");
  return value;
}

/** Locale and zone of the reader. */
export function useDisplay(): Display {
  return useDisplayContext().display;
}
