"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import type { ScreenState } from "@/features/reschedule/model/screen-state.ts";

const never = () => () => {};

/** Puts the screen's state on its element; "idle" until the page is hydrated. */
export function Screen({ state, children }: { state: ScreenState; children: ReactNode }) {
  const isServerRendered = useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
  return <div data-screen={isServerRendered ? "idle" : state}>{children}</div>;
}
