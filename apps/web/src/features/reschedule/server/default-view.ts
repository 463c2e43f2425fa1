import "server-only";
import type { Role } from "@reslot/api";
import { parseView, type View } from "@reslot/react";
import { cookies, headers } from "next/headers";
import { viewCookie } from "@/cookies.ts";

/**
 * The view when the address names none: the last choice in this browser, else week for coaches, and
 * month for mentees and on phones. Decided on the server, so that nothing shifts on hydration; in a
 * narrow window the week shows one day.
 */
export async function defaultView(role: Role): Promise<View> {
  return (await viewOfBrowser()) ?? (role === "coach" ? "week" : "month");
}

/** The same as far as it does not depend on the role; null where it does. */
export async function viewOfBrowser(): Promise<View | null> {
  const chosen = parseView((await cookies()).get(viewCookie)?.value);
  return chosen ?? (isPhone(await headers()) ? "month" : null);
}

/** By the client hint where the browser sends one, else by "Mobi" in the user agent. */
export function isPhone(request: Pick<Headers, "get">): boolean {
  const hint = request.get("sec-ch-ua-mobile");
  return hint === null ? /\bMobi/.test(request.get("user-agent") ?? "") : hint === "?1";
}
