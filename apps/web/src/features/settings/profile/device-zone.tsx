"use client";

import { cityOf, deviceTimeZone, normalizeTimeZone, zoneLabel } from "@reslot/cal/time";
import { useSyncExternalStore } from "react";
import { useDisplayContext } from "@/components/display/display.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { api } from "@/trpc/react.tsx";

const storageKey = "reslot-kept-zone";
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says so when the device is in another time zone than the person's: once for each zone. One in UTC hides its own. */
export function DeviceZone({ profileZone }: { profileZone: string | null }) {
  const t = useMessages("profile");
  const { serverNow, saveTimeZone } = useDisplayContext();
  const utils = api.useUtils();
  const kept = useSyncExternalStore(subscribe, keptZone, () => null);
  const device = useSyncExternalStore(subscribe, deviceTimeZone, () => null);
  if (device === null || profileZone === null || device === "UTC" || device === kept) return null;
  if (device === normalizeTimeZone(profileZone)) return null;
  const use = () => {
    utils.person.get.setData(undefined, (known) => known && { ...known, timeZone: device });
    saveTimeZone(device);
  };
  return (
    <Banner
      title={t("device.title", { zone: zoneLabel(serverNow, device) })}
      action={
        <>
          <Button size="sm" onClick={use}>
            {t("device.use", { city: cityOf(device) })}
          </Button>
          <Button size="sm" variant="quiet" onClick={() => keepZone(device)}>
            {t("device.keep", { city: cityOf(profileZone) })}
          </Button>
        </>
      }
    >
      {t("device.body", { city: cityOf(profileZone) })}
    </Banner>
  );
}

/** null where the browser keeps nothing. */
function keptZone(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function keepZone(zone: string): void {
  try {
    localStorage.setItem(storageKey, zone);
  } catch {
    // It is asked again then.
  }
  for (const listener of listeners) listener();
}
