import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Program, startProgram } from "@reslot/testing/start-program";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { recordFigure } from "../support/record-figure.ts";
import { countMoves, stack } from "../support/services.ts";
import { installWithNpm, runIn } from "./install.ts";

const require = createRequire(import.meta.url);
const examples = fileURLToPath(new URL("../../../../examples/", import.meta.url));
const watcher = fileURLToPath(
  new URL("../../../client/test/consumer/move-and-watch.mjs", import.meta.url),
);
const apiKey = `ak_${randomBytes(20).toString("hex")}`;
const clerkKeys = {
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_test_${btoa("clerk.local-instance.test$")}`,
  CLERK_SECRET_KEY: `sk_test_${randomBytes(24).toString("hex")}`,
};

let meeting: Meeting;
const started: Pick<Program, "stop">[] = [];
/** Of each example. */
let folders: { node: string; fastify: string };
beforeAll(async () => {
  meeting = await arrangeMeeting();
  const [node, fastify] = await Promise.all([
    installExample("node", ["@reslot/client", "@reslot/cal"]),
    installExample("fastify", ["@reslot/api", "@reslot/cal", "@reslot/db", "@reslot/messages"]),
  ]);
  folders = { node, fastify };
});
afterAll(() => Promise.all(started.map((program) => program.stop())));

/** An example with what its manifest names; ours from the tarballs. */
async function installExample(name: string, ours: readonly string[]): Promise<string> {
  const manifest = JSON.parse(readFileSync(join(examples, name, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const types = { "@types/node": "24.19.2" };
  const folder = await installWithNpm({
    name: `example-${name}`,
    ours,
    dependencies: { ...types, ...manifest.dependencies },
  });
  cpSync(join(examples, name), folder, {
    recursive: true,
    filter: (path) => !path.endsWith("package.json"),
  });
  return folder;
}

/** Runs the host until the tests end; its log precedes the line that says where it is. */
async function startServer(folder: string, env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, ["server.ts"], {
    cwd: folder,
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  started.push({
    stop() {
      child.kill("SIGTERM");
      return exited;
    },
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const { ready, url } = JSON.parse(line) as { ready?: true; url?: string };
    if (ready && url) return url;
  }
  throw new Error("The host ended before it was ready.");
}

/** Clerk with the coach of the meeting, and the key of a program of theirs. */
async function startClerk(): Promise<string> {
  const { clerkUserId, email } = meeting.people.coach;
  const password = randomBytes(12).toString("hex");
  const coach = { email, firstName: "Sam", lastName: "Coach", password };
  const peopleFile = join(inject("outside"), "people.json");
  writeFileSync(peopleFile, JSON.stringify([{ ...coach, clerkUserId, clerkApiKey: apiKey }]));
  const clerk = await startProgram("apps/sandbox/src/clerk/main.ts", {
    ...clerkKeys,
    SANDBOX_PORT: "0",
    SANDBOX_PEOPLE: peopleFile,
  });
  started.push(clerk);
  return clerk.url;
}

async function startHost(): Promise<string> {
  const clerkUrl = await startClerk();
  return startServer(folders.fastify, {
    ...clerkKeys,
    APP_ORIGIN: "http://localhost:3000",
    TOKEN_KEYS: meeting.ports.settings.tokenKeys,
    NEXT_PUBLIC_SUPABASE_URL: stack.supabaseUrl,
    SUPABASE_PUBLISHABLE_KEY: stack.publishableKey,
    SUPABASE_SECRET_KEY: stack.secretKey,
    CLERK_API_URL: clerkUrl,
    CLERK_FAPI_URL: clerkUrl,
    CAL_API_URL: stack.calUrl,
    RESEND_API_KEY: "re_1",
    RESEND_BASE_URL: stack.mailUrl,
    MAIL_FROM: "Reslot <reslot@example.com>",
    PORT: "0",
  });
}

it.each(["node", "fastify"] as const)("the example for %s compiles as it is", async (name) => {
  const tsc = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");

  const line = [process.execPath, tsc, "-p", "tsconfig.json"];
  expect(await runIn(folders[name], line).catch((error: { stdout: string }) => error.stdout)).toBe(
    "",
  );
});

it("the example for Node moves a meeting at the host of the example for Fastify", async () => {
  const url = `${await startHost()}/api/trpc`;
  const before = await countMoves();
  const env = { RESLOT_URL: url, RESLOT_API_KEY: apiKey };

  const printed = await runIn(folders.node, [process.execPath, "main.ts"], env);

  const { startTime, version } = await meeting.row();
  const moved = `moved: Leadership coaching, from ${meeting.moveTo(9).newStartTime} to `;
  expect(printed).toBe(`${moved}${new Date(startTime).toISOString()}`);
  expect(version).toBe(2);
  expect(await countMoves()).toBe(before + 1);
  recordFigure("meetings that examples/node and examples/fastify moved", { value: 1, limit: 1 });

  // The client's own program, at the streams that the handler writes.
  const { newStartTime } = meeting.moveTo(12, { days: 1 });
  cpSync(watcher, join(folders.node, "watch.mjs"));
  const args = [url, apiKey, meeting.bookingUlid, newStartTime];
  const watched = await runIn(folders.node, [process.execPath, "watch.mjs", ...args]);
  expect(JSON.parse(watched)).toMatchObject({
    outcome: "moved",
    version: 3,
    stale: 3,
    heard: expect.arrayContaining(["booking"]),
  });

  const tooLarge = { method: "POST", body: "x".repeat(300 * 1024) };
  const refused = await fetch(`${url}/booking.reschedule`, {
    ...tooLarge,
    headers: { "content-type": "application/json", authorization: `Bearer ${apiKey}` },
  });
  expect(refused.status).toBe(413);
  expect(refused.headers.get("x-request-id")).not.toBeNull();
  const unknown = await fetch(`${url}/person.get`, { headers: { authorization: "Bearer ak_no" } });
  expect(unknown.status).toBe(401);
});
