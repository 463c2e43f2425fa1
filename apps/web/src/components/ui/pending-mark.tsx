"use client";

import { LoaderCircle } from "lucide-react";
import { useLinkStatus } from "next/link";

/** Turns inside a link while its page is on the way; takes its room from the start, so nothing jumps. */
export function PendingMark() {
  const { pending } = useLinkStatus();
  return <LoaderCircle className={pending ? "i spin pending" : "i pending off"} />;
}
