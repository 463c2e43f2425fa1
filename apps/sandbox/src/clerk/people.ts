import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Clock } from "../time/clock.ts";
import { newId, sha256 } from "./ids.ts";
import type { Store } from "./store.ts";

/** The scopes of the demo people's API keys. */
export const everyScope: readonly string[] = [
  "booking:read",
  "booking:reschedule",
  "notification:read",
  "notification:write",
  "connection:read",
  "connection:write",
  "sharing:read",
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

/** Reads people.json. @throws {Error} if the file is missing or invalid */
export function readPeople(file: string | null): Person[] {
  if (file === null) return [];
  try {
    return z.array(personSchema).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(`Clerk stand-in: cannot read people from ${file}.`, { cause: error });
  }
}

/** Creates or updates each person's account and API key. A revoked key stays revoked. */
export function upsertAccounts(store: Store, clock: Clock, people: readonly Person[]): void {
  for (const person of people) {
    upsertUser(store, clock, person);
    addApiKey(store, clock, person);
  }
}

function upsertUser(store: Store, clock: Clock, person: Person): void {
  const { clerkUserId: id, email, firstName, lastName, password } = person;
  const known = store.users.get(id);
  store.users.set(id, {
    publicMetadata: {},
    privateMetadata: {},
    unsafeMetadata: {},
    createdAt: clock.now(),
    updatedAt: clock.now(),
    lastSignInAt: null,
    primaryEmailId: null,
    isEmailVerified: true,
    otherEmails: [],
    ...known,
    id,
    email,
    firstName,
    lastName,
    password,
  });
}

function addApiKey(store: Store, clock: Clock, person: Person): void {
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
