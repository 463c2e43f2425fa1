import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Clock } from "./clock.ts";
import { newId, sha256 } from "./ids.ts";
import type { Store } from "./store.ts";

/** What the demo people's own API keys may do. */
export const everyScope: readonly string[] = [
  "booking:read",
  "booking:reschedule",
  "notification:read",
  "notification:write",
  "connection:read",
  "connection:write",
];

/** One entry of people.json; unknown fields belong to the other stand-ins. */
const personSchema = z.object({
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  password: z.string(),
  clerkUserId: z.string().startsWith("user_"),
  clerkApiKey: z.string().startsWith("ak_"),
});
export type Person = z.infer<typeof personSchema>;

/** Reads people.json. Throws a sentence when the file is missing or is not what it should be. */
export function readPeople(file: string | null): Person[] {
  if (file === null) return [];
  try {
    return z.array(personSchema).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(`Clerk stand-in: cannot read people from ${file}.`, { cause: error });
  }
}

/** Gives everybody an account and an API key. Accounts that exist are brought up to date; a revoked key stays revoked. */
export function seatPeople(store: Store, clock: Clock, people: readonly Person[]): void {
  for (const person of people) {
    seatUser(store, clock, person);
    seatApiKey(store, clock, person);
  }
}

function seatUser(store: Store, clock: Clock, person: Person): void {
  const { clerkUserId: id, email, firstName, lastName, password } = person;
  const known = store.users.get(id);
  store.users.set(id, {
    publicMetadata: {},
    privateMetadata: {},
    unsafeMetadata: {},
    createdAt: clock.now(),
    updatedAt: clock.now(),
    lastSignInAt: null,
    ...known,
    id,
    email,
    firstName,
    lastName,
    password,
  });
}

function seatApiKey(store: Store, clock: Clock, person: Person): void {
  const secretHash = sha256(person.clerkApiKey);
  if ([...store.apiKeys.values()].some((key) => key.secretHash === secretHash)) return;
  const id = newId("ak");
  store.apiKeys.set(id, {
    id,
    secretHash,
    name: "Demo",
    subject: person.clerkUserId,
    scopes: [...everyScope],
    claims: null,
    description: null,
    isRevoked: false,
    revocationReason: null,
    expiration: null,
    createdBy: null,
    lastUsedAt: null,
    createdAt: clock.now(),
    updatedAt: clock.now(),
  });
}
