"use client";

import type { ScreenState } from "@reslot/react";
import type { ReactNode } from "react";
import { useIsHydrated } from "@/features/reschedule/review/use-is-hydrated.ts";

/** Puts the screen's state on its element; "idle" until the page is hydrated. */
export function Screen({ state, children }: { state: ScreenState; children: ReactNode }) {
  const isHydrated = useIsHydrated();
  return <div data-screen={isHydrated ? state : "idle"}>{children}</div>;
}
