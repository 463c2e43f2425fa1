"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import type { ScreenState } from "@/features/reschedule/model/screen-state.ts";

const never = () => () => {};

/** Names the screen's state on its element; as the server draws it, it is idle. */
export function Screen({ state, children }: { state: ScreenState; children: ReactNode }) {
  const isDrawnByServer = useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
  return <div data-screen={isDrawnByServer ? "idle" : state}>{children}</div>;
}
