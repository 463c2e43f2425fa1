"use client";

import type { Display } from "@reslot/cal/time";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, use, useMemo } from "react";
import { rememberInCookie } from "@/components/frame/remember-in-cookie.ts";
import { zoneCookie } from "@/cookies.ts";
import { api } from "@/trpc/react.tsx";

interface DisplayValue {
  /** While no zone is known, that of the person they meet where a page has one, else UTC. */
  display: Display;
  /** Whether the zone of `display` is the reader's: chosen, or from their profile. */
  isZoneKnown: boolean;
  /** The time zone of the person's profile; null until it is known. */
  profileTimeZone: string | null;
  /**
   * When the server rendered the page, in epoch milliseconds. The browser's first "now", so that
   * both render the same.
   */
  serverNow: number;
  /** Saves the person's own zone. */
  saveTimeZone: (timeZone: string) => void;
  /** Shows times in another zone in this browser, without making it theirs. */
  showTimeZone: (timeZone: string) => void;
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
  timeZone: string | null;
  profileTimeZone: string | null;
  serverNow: number;
  children: ReactNode;
}) {
  const router = useRouter();
  const { mutate: update } = api.person.update.useMutation();
  const value = useMemo<DisplayValue>(() => {
    // The server renders the page again: it knows the zone's rules, and browsers may not.
    const show = (chosen: string | null) => {
      rememberInCookie(zoneCookie, chosen);
      router.refresh();
    };
    return {
      display: { locale, timeZone: timeZone ?? "UTC" },
      isZoneKnown: timeZone !== null,
      profileTimeZone,
      serverNow,
      showTimeZone: (chosen) => show(chosen === profileTimeZone ? null : chosen),
      saveTimeZone: (chosen) => {
        if (chosen === profileTimeZone) return show(null);
        show(chosen); // what cannot be saved still holds in this browser
        update({ timeZone: chosen }, { onSuccess: () => show(null) });
      },
    };
  }, [locale, timeZone, profileTimeZone, serverNow, router, update]);
  return <DisplayContext value={value}>{children}</DisplayContext>;
}

/** Shows times in the other person's zone while the reader's is not known. */
export function ReadInZoneOf({
  timeZone,
  children,
}: {
  timeZone: string | null;
  children: ReactNode;
}) {
  const outer = useDisplayContext();
  const value = useMemo(() => {
    if (outer.isZoneKnown || timeZone === null) return outer;
    return { ...outer, display: { ...outer.display, timeZone } };
  }, [outer, timeZone]);
  return <DisplayContext value={value}>{children}</DisplayContext>;
}

/** How the reader reads times they share with a person: in their own zone, else in that person's. */
export function useDisplayWith(): (theirTimeZone: string | null) => Display {
  const { display, isZoneKnown } = useDisplayContext();
  return (timeZone) =>
    isZoneKnown || timeZone === null ? display : { locale: display.locale, timeZone };
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

/** Whether times are in the reader's own zone; true outside a `DisplayProvider`. */
export function useIsZoneKnown(): boolean {
  return use(DisplayContext)?.isZoneKnown ?? true;
}
