import "server-only";
import { deviceLocaleOf, readingLocale, type ReadingChoices } from "@reslot/messages";
import { headers } from "next/headers";
import { cache } from "react";
import { getContext } from "./api.ts";

const nothingChosen: ReadingChoices = { locale: "auto", hourCycle: "auto", weekStart: null };

/**
 * In which language, and with which form of dates, the current request is answered: as the signed-in person chose,
 * else as their device asks.
 */
export const getReading = cache(async () => {
  const device = (await headers()).get("accept-language");
  const choices = await signedInChoices().catch(() => nothingChosen);
  return { ...readingLocale(choices, device), deviceLocale: deviceLocaleOf(device) };
});

/** @throws where no one is signed in, and for a path of Next's own, which no authentication runs for */
async function signedInChoices(): Promise<ReadingChoices> {
  return (await getContext()).user();
}
