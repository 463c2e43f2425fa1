"use client";

import { LoaderCircle } from "lucide-react";
import { useLinkStatus } from "next/link";

/** Spinner inside a link while its page loads. Takes up its space from the start, so nothing shifts. */
export function PendingMark() {
  const { pending } = useLinkStatus();
  return <LoaderCircle className={pending ? "i spin pending" : "i pending off"} />;
}
