import { z } from "zod";
import type { Person } from "../stack/people.ts";
import { personOf, postJson, type Seeding } from "./seeding.ts";
import { whileSignedIn } from "./sign-in.ts";

/** The demo's connected mentees, and a meeting with the coach whom they let see when they are busy. */
const sharedMeetings: Readonly<Record<string, string>> = {
  mentee: "connected",
  menteeTeam: "recurring",
};

const sharingSchema = z.object({
  result: z.object({
    data: z.object({
      coaches: z.array(z.object({ coachUserUlid: z.string(), state: z.string() })),
    }),
  }),
});

/** Connects the coaches' Cal.com accounts, which imports their meetings. */
export async function connectCoaches({ stack }: Seeding): Promise<void> {
  for (const { key, isConnected, calApiKey, clerkApiKey } of stack.people) {
    if (!isConnected || !calApiKey || key in sharedMeetings) continue;
    await connect(stack.urls.webUrl, { apiKey: calApiKey }, clerkApiKey);
  }
}

/**
 * Connects the mentees' accounts from one of their coach's meetings, so that the coach may see when they are
 * busy. What a mentee has decided since stays.
 */
export async function connectMentees(
  seeding: Seeding,
  bookings: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [key, bookingKey] of Object.entries(sharedMeetings)) {
    const bookingUlid = bookings[bookingKey];
    if (bookingUlid === undefined) continue; // a small demo
    await connectMentee(seeding, personOf(seeding.stack, key), bookingUlid);
  }
}

async function connectMentee(
  { stack, database }: Seeding,
  person: Person,
  bookingUlid: string,
): Promise<void> {
  const { webUrl } = stack.urls;
  const apiKey = person.calApiKey;
  if (!apiKey) return;
  const [booking] = await database.select("Bookings", { ulid: `eq.${bookingUlid}` });
  await whileSignedIn(stack, person, async (token) => {
    const isDecided = (await decidedCoaches(webUrl, token)).has(String(booking?.["coachUserUlid"]));
    await connect(webUrl, { apiKey, ...(!isDecided && { bookingUlid }) }, token);
  });
}

async function decidedCoaches(webUrl: string, token: string): Promise<ReadonlySet<string>> {
  const response = await fetch(`${webUrl}/api/trpc/sharing.list`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`The seed failed at sharing.list: ${await response.text()}`);
  const { coaches } = sharingSchema.parse(await response.json()).result.data;
  const decided = coaches.filter(({ state }) => state !== "asked");
  return new Set(decided.map(({ coachUserUlid }) => coachUserUlid));
}

async function connect(
  webUrl: string,
  input: { apiKey: string; bookingUlid?: string },
  token: string,
): Promise<void> {
  await postJson(`${webUrl}/api/trpc/calConnection.connectWithApiKey`, input, {
    authorization: `Bearer ${token}`,
  });
}
