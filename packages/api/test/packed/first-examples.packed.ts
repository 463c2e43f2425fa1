import { copyFileSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { arrangeMeeting } from "../support/meeting.ts";
import { stack } from "../support/services.ts";
import { installWithNpm, runIn } from "./install.ts";

const packages = fileURLToPath(new URL("../../../", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await installWithNpm({ name: "first-examples" });
});

/** Runs the first code block of a package's README, which is the example of that name. */
async function runFirst(name: string, example: string, ...args: string[]): Promise<string> {
  const file = join(packages, name, "examples", example);
  const [, firstBlock] = readFileSync(join(packages, name, "README.md"), "utf8").split("```ts\n");
  expect(firstBlock?.split("```")[0]).toBe(readFileSync(file, "utf8"));
  copyFileSync(file, join(folder, example));
  return runIn(folder, [process.execPath, example, ...args]);
}

it("the first example of @reslot/messages says how many times are shared", async () => {
  expect(await runFirst("messages", "shared-times.ts")).toBe("3 shared times");
});

it("the first example of @reslot/cal moves a booking at Cal.com", async () => {
  const { people, calUid, moveTo } = await arrangeMeeting();
  const { calApiKey, email } = people.coach;
  const { newStartTime } = moveTo(11);

  const uid = await runFirst(
    "cal",
    "move-booking.ts",
    stack.calUrl,
    calApiKey,
    calUid,
    newStartTime,
    email,
  );

  expect(uid).not.toBe("");
  expect(uid).not.toBe(calUid);
});

it("the first example of @reslot/db reads a person", async () => {
  const { people, ports } = await arrangeMeeting();
  const { clerkUserId, name } = people.mentee;
  const { tokenKeys } = ports.settings;

  expect(
    await runFirst(
      "db",
      "read-person.ts",
      stack.supabaseUrl,
      stack.secretKey,
      tokenKeys,
      clerkUserId,
    ),
  ).toBe(name);
});
