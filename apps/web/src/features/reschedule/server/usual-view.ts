import "server-only";
import type { Role } from "@reslot/api";
import { cookies, headers } from "next/headers";
import { parseView, type View } from "@/features/reschedule/model/url-state.ts";
import { viewCookie } from "@/cookies.ts";

/**
 * How times are drawn where the address does not say it: as this person chose last in this browser,
 * else the week of both people for coaches, and the month for mentees and on phones. Decided here, so
 * that nothing jumps when scripts start; the width of a desktop's window is not known here, and in a
 * narrow one the week shows one day.
 */
export async function usualView(role: Role): Promise<View> {
  const chosen = parseView((await cookies()).get(viewCookie)?.value);
  if (chosen) return chosen;
  return role === "coach" && !isPhone(await headers()) ? "week" : "month";
}

/** What the browser says about itself: a hint where it sends one, else the word phones have in their name. */
export function isPhone(request: Pick<Headers, "get">): boolean {
  const hint = request.get("sec-ch-ua-mobile");
  return hint === null ? /\bMobi/.test(request.get("user-agent") ?? "") : hint === "?1";
}
