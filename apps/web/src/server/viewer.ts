import "server-only";
import { auth } from "@clerk/nextjs/server";
import { toAppError } from "@reslot/api/server";
import { isTimeZone, systemClock } from "@reslot/cal/time";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { zoneCookie } from "@/cookies.ts";
import { localeFrom } from "@/time/locale.ts";
import { getContext } from "./api.ts";

/** The signed-in person, with locale and time zone. */
export interface Viewer {
  name: string;
  locale: string;
  /** The time zone of what is shown: the one chosen in this browser, else the profile's; null while none is known. */
  timeZone: string | null;
  profileTimeZone: string | null;
  /** When this page was rendered, in epoch milliseconds. */
  now: number;
}

/** The signed-in person; redirects to sign-in, and back here, when there is none. */
export const getViewer = cache(async (): Promise<Viewer> => {
  const user = await signedInUser();
  const chosen = (await cookies()).get(zoneCookie)?.value;
  const locale = localeFrom((await headers()).get("accept-language"));
  const timeZone = chosen && isTimeZone(chosen) ? chosen : user.timeZone;
  return {
    name: user.name,
    locale,
    timeZone,
    profileTimeZone: user.timeZone,
    now: systemClock.now(),
  };
});

async function signedInUser() {
  const context = await getContext();
  try {
    return await context.user();
  } catch (error) {
    if (toAppError(error).code !== "UNAUTHENTICATED") throw error;
    const { redirectToSignIn } = await auth();
    return redirectToSignIn();
  }
}
