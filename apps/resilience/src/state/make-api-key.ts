import type { StackPlan } from "@reslot/launcher";
import { z } from "zod";
import { postJson } from "./fetch-json.ts";

/** A new API key of one of the demo people, which no web app has seen proven. */
export async function makeApiKey(
  { people, secrets, urls }: StackPlan,
  personKey: string,
): Promise<string> {
  const person = people.find(({ key }) => key === personKey);
  const body = {
    name: "resilience",
    subject: person?.clerkUserId,
    scopes: ["booking:read", "booking:reschedule"],
  };
  const authorization = `Bearer ${secrets.clerkSecretKey}`;
  const made = await postJson(`${urls.clerkUrl}/api_keys`, body, { authorization });
  return z.object({ secret: z.string() }).parse(made).secret;
}
