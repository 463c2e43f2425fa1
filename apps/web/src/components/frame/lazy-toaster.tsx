"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { onToast, readToasts, type Toast } from "./toast-queue.ts";

const Toaster = dynamic(async () => (await import("./toaster.tsx")).Toaster, { ssr: false });
const none: readonly Toast[] = [];

/** Where toasts appear; their code is loaded with the first one. */
export function LazyToaster() {
  const toasts = useSyncExternalStore(onToast, readToasts, () => none);
  return toasts.length > 0 && <Toaster toasts={toasts} />;
}
