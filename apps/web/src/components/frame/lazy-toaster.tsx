"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { onToast, readToasts } from "./toast-queue.ts";

const Toaster = dynamic(async () => (await import("./toaster.tsx")).Toaster, { ssr: false });
const none: readonly string[] = [];

/** Where toasts appear. They only repeat what a page says, so their code is loaded with the first one. */
export function LazyToaster() {
  const texts = useSyncExternalStore(onToast, readToasts, () => none);
  return texts.length > 0 && <Toaster texts={texts} />;
}
