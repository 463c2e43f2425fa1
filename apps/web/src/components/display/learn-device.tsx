"use client";

import { deviceTimeZone } from "@reslot/cal/time";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { api } from "@/trpc/react.tsx";
import { useDisplayContext } from "./display.tsx";

/**
 * Reports what the device says about its owner, once: the time zone while none is known, and the language it asks for
 * where that is news, so that email comes in it. Renders nothing.
 */
export function LearnDevice({ newLocale }: { newLocale: string | null }) {
  const { profileTimeZone } = useDisplayContext();
  const router = useRouter();
  const { mutate: update } = api.person.update.useMutation();
  const isUnknown = profileTimeZone === null;
  const wasReported = useRef(false);
  useEffect(() => {
    if (wasReported.current || !(isUnknown || newLocale)) return;
    wasReported.current = true;
    const zone = { timeZone: deviceTimeZone(), timeZoneFrom: "browser" } as const;
    update(
      { ...(isUnknown && zone), ...(newLocale && { deviceLocale: newLocale }) },
      { onSuccess: ({ timeZone }) => isUnknown && timeZone !== null && router.refresh() },
    );
  }, [isUnknown, newLocale, router, update]);
  return null;
}
