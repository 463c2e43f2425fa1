import "server-only";
import { auth } from "@clerk/nextjs/server";
import { toAppError } from "@reslot/api/server";
import { isTimeZone, systemClock } from "@reslot/cal/time";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { zoneCookie } from "@/cookies.ts";
import { paths } from "@/paths.ts";
import { getContext } from "./api.ts";
import { getReading } from "./reading.ts";

/** The signed-in person, with locale and time zone. */
export interface Viewer {
  name: string;
  locale: string;
  /** The time zone of what is shown: the one chosen in this browser, else the profile's; null while none is known. */
  timeZone: string | null;
  profileTimeZone: string | null;
  /** Language and region that this device asks for, where that is not what is known of the person's device. */
  newDeviceLocale: string | null;
  /** Whether single keys are shortcuts. */
  singleKeys: boolean;
  /** When this page was rendered, in epoch milliseconds. */
  now: number;
}

/**
 * The signed-in person; redirects to sign-in, and back here, when there is none, and one without an
 * address to the page that says so.
 */
export const getViewer = cache(async (): Promise<Viewer> => {
  const user = await signedInUser();
  const chosen = (await cookies()).get(zoneCookie)?.value;
  const { locale, deviceLocale } = await getReading();
  const timeZone = chosen && isTimeZone(chosen) ? chosen : user.timeZone;
  return {
    name: user.name,
    locale,
    timeZone,
    profileTimeZone: user.timeZone,
    newDeviceLocale: deviceLocale === user.deviceLocale ? null : deviceLocale,
    singleKeys: user.singleKeys,
    now: systemClock.now(),
  };
});

/** Why no address finds the meetings of the signed-in person; null where one does. */
export async function missingAddress(): Promise<string | null> {
  const { addressProblem } = await signedInOrNot();
  return addressProblem;
}

async function signedInUser() {
  const { user } = await signedInOrNot();
  return user ?? redirect(paths.address);
}

async function signedInOrNot() {
  const context = await getContext();
  try {
    return { user: await context.user(), addressProblem: null };
  } catch (error) {
    const { code, details } = toAppError(error);
    if (code === "ADDRESS_NEEDED") return { user: null, addressProblem: String(details["reason"]) };
    if (code !== "UNAUTHENTICATED") throw error;
    const { redirectToSignIn } = await auth();
    return redirectToSignIn();
  }
}
