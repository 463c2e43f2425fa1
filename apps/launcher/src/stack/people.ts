import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ulid } from "ulid";
import { z } from "zod";
import { type DemoPerson, demoPeople } from "../seed/demo-people.ts";
import { furtherPeople } from "../seed/further-people.ts";
import type { StackSettings } from "./settings.ts";

const credentialsSchema = z.record(
  z.string(),
  z.object({
    userUlid: z.string(),
    password: z.string(),
    clerkUserId: z.string(),
    clerkApiKey: z.string(),
    calApiKey: z.string().nullable(),
  }),
);

export type Person = DemoPerson & z.infer<typeof credentialsSchema>[string];

const random = (bytes: number) => randomBytes(bytes).toString("hex");

function makeCredentials(person: DemoPerson) {
  return {
    userUlid: ulid(),
    password: `${person.key.toLowerCase()}-${random(3)}`,
    clerkUserId: `user_${random(14)}`,
    clerkApiKey: `ak_${random(20)}`,
    calApiKey: person.calUsername ? `cal_live_${random(16)}` : null,
  };
}

/**
 * The demo people with passwords and keys generated on this machine. Writes `people.json` (mode 600)
 * for the stand-ins for Clerk and Cal.com.
 */
export function loadPeople({
  localDir,
  isSmallDemo,
}: Pick<StackSettings, "localDir" | "isSmallDemo">): { people: readonly Person[]; file: string } {
  const credentialsFile = join(localDir, "credentials.json");
  const known = existsSync(credentialsFile)
    ? credentialsSchema.parse(JSON.parse(readFileSync(credentialsFile, "utf8")))
    : {};
  const people = [...demoPeople, ...(isSmallDemo ? [] : furtherPeople)].map((person) => ({
    ...person,
    ...(known[person.key] ?? makeCredentials(person)),
  }));
  const credentials = people.map(
    ({ key, userUlid, password, clerkUserId, clerkApiKey, calApiKey }) => [
      key,
      { userUlid, password, clerkUserId, clerkApiKey, calApiKey },
    ],
  );
  writeFileSync(credentialsFile, JSON.stringify(Object.fromEntries(credentials), null, 2), {
    mode: 0o600,
  });
  const file = join(localDir, "people.json");
  writeFileSync(file, JSON.stringify(people, null, 2), { mode: 0o600 });
  return { people, file };
}
