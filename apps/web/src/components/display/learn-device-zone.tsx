"use client";

import { deviceTimeZone } from "@reslot/cal/time";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { api } from "@/trpc/react.tsx";
import { useDisplayContext } from "./display.tsx";

/** Reports the device's time zone once for a person whose zone is not known; renders nothing. */
export function LearnDeviceZone() {
  const { profileTimeZone } = useDisplayContext();
  const router = useRouter();
  const { mutate: update } = api.person.update.useMutation();
  const isUnknown = profileTimeZone === null;
  const wasReported = useRef(false);
  useEffect(() => {
    if (!isUnknown || wasReported.current) return;
    wasReported.current = true;
    update(
      { timeZone: deviceTimeZone(), timeZoneFrom: "browser" },
      { onSuccess: ({ timeZone }) => timeZone !== null && router.refresh() },
    );
  }, [isUnknown, router, update]);
  return null;
}
