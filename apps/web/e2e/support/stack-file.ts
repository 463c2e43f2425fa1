import { readFileSync } from "node:fs";
import { join } from "node:path";

export type PersonKey = "coach" | "coach2" | "mentee" | "menteeUnconnected" | "stranger";
/** A person of the whole demo alone. */
export type FurtherKey = "coachForty";
export type BookingKey = "connected" | "unconnected" | "needsConfirmation" | "past" | "otherCoach";

export interface StackFile {
  webUrl: string;
  /** Every server of the web app, `webUrl` first. */
  webUrls: string[];
  calUrl: string;
  clerkUrl: string;
  supabaseUrl: string;
  mailUrl: string;
  users: {
    key: PersonKey | FurtherKey;
    email: string;
    password: string;
    apiKey: string;
    calApiKey: string | null;
    userUlid: string;
    timeZone: string;
  }[];
  bookings: { key: BookingKey; bookingUlid: string }[];
}

/** Reads the addresses and people of a running stack. */
export function readStackFile(localDir: string): StackFile {
  return JSON.parse(readFileSync(join(localDir, "stack.json"), "utf8"));
}

/** @throws {Error} when the stack has no such person */
export function personIn(
  stack: StackFile,
  key: PersonKey | FurtherKey,
): StackFile["users"][number] {
  const found = stack.users.find((user) => user.key === key);
  if (!found) throw new Error(`stack.json has no ${key}`);
  return found;
}

/** @throws {Error} when the stack has no such booking */
export function bookingUlidIn(stack: StackFile, key: BookingKey): string {
  const found = stack.bookings.find((booking) => booking.key === key);
  if (!found) throw new Error(`stack.json has no booking ${key}`);
  return found.bookingUlid;
}
