import { formatInstant, parseInstant, weekMs } from "@reslot/cal/time";
import type { Role } from "./model.ts";

/** How often a mentee may tell a coach to connect. */
export const remindEveryMs = weekMs;

/** Until when a mentee has to wait before they remind the coach again; null: they need not. */
export function nextReminder(
  remindedAt: string | null,
  { role, now }: { role: Role; now: number },
): string | null {
  if (role === "coach" || remindedAt === null) return null;
  const next = parseInstant(remindedAt) + remindEveryMs;
  return next > now ? formatInstant(next) : null;
}
