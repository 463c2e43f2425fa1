"use client";

import { useLinkStatus } from "next/link";
import { Spinner } from "@/components/ui/spinner.tsx";

/** Spinner inside a link while its page loads. Takes up its space from the start, so nothing shifts. */
export function PendingMark() {
  const { pending } = useLinkStatus();
  return <Spinner className={pending ? "" : "hidden"} />;
}
