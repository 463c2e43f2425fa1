import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SeededBookings } from "../seed/seed-bookings.ts";
import type { Stack } from "./stack.ts";

/** Writes `stack.json` (mode 600): every address, the people who can sign in, and the demo bookings. */
export function writeStackFile(localDir: string, stack: Stack, bookings: SeededBookings): string {
  const file = join(localDir, "stack.json");
  const content = {
    ...stack.urls,
    webUrls: stack.webUrls,
    users: stack.people.map(
      ({ key, email, password, clerkApiKey, calApiKey, userUlid, timeZone }) => ({
        key,
        email,
        password,
        apiKey: clerkApiKey,
        calApiKey,
        userUlid,
        timeZone,
      }),
    ),
    bookings: Object.entries(bookings).map(([key, bookingUlid]) => ({ key, bookingUlid })),
  };
  writeFileSync(`${file}.new`, JSON.stringify(content, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return file;
}
