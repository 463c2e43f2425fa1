import { copyFileSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { serveRouter } from "../../examples/serve-router.ts";
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

it("the first example of @reslot/client moves a meeting", async () => {
  const meeting = await arrangeMeeting();
  const keys = new Map([["ak_coach", meeting.people.coach.clerkUserId]]);
  const server = serveRouter(meeting.ports, keys);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { bookingUlid, newStartTime } = meeting.moveTo(11);

  const printed = await runFirst(
    "client",
    "move-meeting.ts",
    url,
    "ak_coach",
    bookingUlid,
    newStartTime,
  );
  server.close();

  expect(printed).toBe(`moved ${newStartTime}`);
});
