import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { bookingListVersions, bookingVersions, type CalVersions } from "../../src/index.ts";

/** Servers that the suite is pointed at by hand; the stand-in otherwise. */
export const isExternal = Boolean(process.env["CAL_CONTRACT_URL"]);

/** The versions of booking operations to ask for: CAL_API_VERSION_BOOKINGS and …_BOOKING_LIST. */
export function contractVersions(): Partial<CalVersions> {
  const { CAL_API_VERSION_BOOKINGS: bookings, CAL_API_VERSION_BOOKING_LIST: list } = process.env;
  return {
    ...(bookings ? { bookings: known(bookingVersions, bookings) } : {}),
    ...(list ? { bookingList: known(bookingListVersions, list) } : {}),
  };
}

function known<Version extends string>(versions: readonly Version[], asked: string): Version {
  const found = versions.find((version) => version === asked);
  if (found === undefined) throw new Error(`${asked} is none of ${versions.join(", ")}.`);
  return found;
}

/** The server under test, and the keys of two accounts there. */
export interface Target {
  readonly url: string;
  readonly coachKey: string;
  readonly menteeKey: string;
  stop(): Promise<void>;
}

/** A registered OAuth client of the stand-in. */
export const redirectUri = "http://127.0.0.1:3000/api/cal/callback";
export const oauthClients = [
  {
    clientId: "conf",
    clientSecret: "conf-secret-value",
    redirectUris: [redirectUri],
    name: "Conf",
  },
  { clientId: "pub", clientSecret: null, redirectUris: [redirectUri], name: "Pub" },
];

const everyDay = { days: [0, 1, 2, 3, 4, 5, 6], start: "08:00", end: "20:00" };
export const people = {
  coach: {
    email: "coach@example.test",
    firstName: "Carla",
    lastName: "Coach",
    timeZone: "Europe/Berlin",
    calApiKey: "cal_live_coach",
    calUsername: "carla",
    hours: [everyDay],
  },
  mentee: {
    email: "mentee@example.test",
    firstName: "Max",
    lastName: "Mentee",
    timeZone: "America/New_York",
    calApiKey: "cal_live_mentee",
    calUsername: "max",
    hours: [everyDay],
  },
};

/** The server that CAL_CONTRACT_URL names, or a stand-in of our own on a free port. */
export async function startTarget(): Promise<Target> {
  if (!isExternal) return startStandIn();
  return {
    url: need("CAL_CONTRACT_URL"),
    coachKey: need("CAL_CONTRACT_COACH_KEY"),
    menteeKey: need("CAL_CONTRACT_MENTEE_KEY"),
    stop: async () => undefined,
  };
}

function need(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set.`);
  return value;
}

/** Starts the stand-in as a process, with coach and mentee and nothing else in it. */
export async function startStandIn(): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), "cal-contract-"));
  const peopleFile = join(folder, "people.json");
  writeFileSync(peopleFile, JSON.stringify(Object.values(people)));
  const main = resolve(import.meta.dirname, "../../../../apps/sandbox/src/cal/main.ts");
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      SANDBOX_PORT: "0",
      SANDBOX_DIR: "",
      SANDBOX_PEOPLE: peopleFile,
      SANDBOX_CAL_OAUTH_CLIENTS: JSON.stringify(oauthClients),
      SANDBOX_RATE_LIMIT: "100000",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const firstLine = once(createInterface({ input: child.stdout }), "line");
  const [line] = await Promise.race([
    firstLine,
    exited.then(([code]) => {
      throw new Error(`The stand-in ended with ${code} before it was ready.`);
    }),
  ]);
  return {
    url: JSON.parse(String(line)).url,
    coachKey: people.coach.calApiKey,
    menteeKey: people.mentee.calApiKey,
    async stop() {
      child.kill("SIGTERM");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
