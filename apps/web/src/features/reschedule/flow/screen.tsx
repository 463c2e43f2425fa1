"use client";

import type { ReactNode } from "react";
import type { ScreenState } from "@/features/reschedule/model/screen-state.ts";
import { useIsHydrated } from "@/features/reschedule/review/use-is-hydrated.ts";

/** Puts the screen's state on its element; "idle" until the page is hydrated. */
export function Screen({ state, children }: { state: ScreenState; children: ReactNode }) {
  const isHydrated = useIsHydrated();
  return <div data-screen={isHydrated ? state : "idle"}>{children}</div>;
}
