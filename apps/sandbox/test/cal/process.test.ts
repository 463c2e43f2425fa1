import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { Json } from "./fixture.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { dayMs } from "../../src/time/durations.ts";

const main = fileURLToPath(new URL("../../src/cal/main.ts", import.meta.url));
const dir = temporaryFolder("cal-process-");
const peopleFile = join(dir, "people.json");
writeFileSync(
  peopleFile,
  JSON.stringify([
    {
      email: "coach@example.test",
      firstName: "Coach",
      lastName: "Carla",
      timeZone: "UTC",
      calApiKey: "cal_live_coach",
      calUsername: "coach",
      hours: [{ days: [0, 1, 2, 3, 4, 5, 6], start: "00:00", end: "24:00" }],
      eventTypes: [{ id: 101, slug: "coaching", title: "Coaching", lengthInMinutes: 30 }],
    },
  ]),
);

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
}

async function start(env: Record<string, string> = {}): Promise<Started> {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      SANDBOX_PORT: "0",
      SANDBOX_DIR: join(dir, "data"),
      SANDBOX_PEOPLE: peopleFile,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const [line] = await once(
    createInterface({ input: child.stdout as NodeJS.ReadableStream }),
    "line",
  );
  return { child, url: JSON.parse(line).url };
}

async function json(url: string, body?: object): Promise<Json> {
  const init =
    body === undefined
      ? {}
      : {
          method: "POST",
          body: JSON.stringify(body),
          headers: { "cal-api-version": "2024-08-13" },
        };
  const response = await fetch(url, init);
  return response.json();
}

describe("the process of the Cal.com stand-in", () => {
  it("prints its address, is healthy, and exits cleanly on SIGTERM", async () => {
    const { child, url } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await json(`${url}/_sandbox/health`)).toEqual({ ok: true });
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("keeps bookings after SIGKILL", async () => {
    const first = await start();
    const attendee = { name: "M", email: "m@example.test", timeZone: "UTC" };
    const soon = new Date(Date.now() + 3 * dayMs).toISOString();
    const { uid } = await json(`${first.url}/_sandbox/bookings`, {
      eventTypeId: 101,
      start: soon,
      attendee,
    });
    const later = new Date(Date.now() + 4 * dayMs).toISOString();
    const moved = await json(`${first.url}/v2/bookings/${uid}/reschedule`, { start: later });
    first.child.kill("SIGKILL");
    await once(first.child, "exit");
    const second = await start();
    const bookings: { uid: string; status: string }[] = await json(
      `${second.url}/_sandbox/bookings`,
    );
    expect(bookings.map((booking) => [booking.uid, booking.status])).toEqual([
      [uid, "cancelled"],
      [moved.data.uid, "accepted"],
    ]);
    expect(await json(`${second.url}/_sandbox/log`)).toEqual([]);
  });

  it("names the variable when its port is in use", async () => {
    const { url } = await start();
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, SANDBOX_PORT: new URL(url).port, SANDBOX_DIR: "" },
    });
    children.push(child);
    let text = "";
    child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
    const [code] = await once(child, "exit");
    expect([code, text.trim()]).toEqual([
      1,
      "Cal.com stand-in: the port is in use; set SANDBOX_PORT to another one.",
    ]);
  });

  it("shows a page with its users, bookings, requests and faults, with escaped names", async () => {
    const { url } = await start({ SANDBOX_DIR: "" });
    const attendee = { name: "<b>M</b>", email: "m@example.test", timeZone: "UTC" };
    await json(`${url}/_sandbox/bookings`, {
      eventTypeId: 101,
      start: "2026-12-01T09:00:00Z",
      attendee,
    });
    await json(`${url}/_sandbox/faults`, { operation: "slots", fault: "hang" });
    await fetch(`${url}/v2/me`);
    const page = await (await fetch(url)).text();
    expect(page).toContain("coach@example.test");
    expect(page).toContain("&lt;b&gt;M&lt;/b&gt;");
    expect(page).toContain("hang");
    expect(page).toContain("/v2/me");
  });
});
