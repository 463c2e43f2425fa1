import { z } from "zod";
import { calendarHealthSchema } from "../state/state.ts";
import type { World } from "../world.ts";
import { controlledUser, saveChange } from "./change-user.ts";

const inputSchema = z.strictObject({ email: z.string(), calendars: calendarHealthSchema });

/** Breaks a person's calendar connections, removes them, or mends them. */
export function setCalendarHealth(world: World, body: unknown): object {
  const { email, calendars } = inputSchema.parse(body);
  controlledUser(world, email).calendarHealth = calendars;
  return saveChange(world);
}
