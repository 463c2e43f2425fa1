import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningServer } from "../../src/http/serve.ts";
import { equalLimits } from "../../src/cal/http/limits.ts";
import { startServer } from "../../src/cal/server.ts";
import type { CalEnv } from "../../src/cal/env.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { createWorkGate, type WorkGate } from "./work-gate.ts";

const weekdays = [1, 2, 3, 4, 5];

export const coachKey = "cal_live_coach";
export const menteeKey = "cal_live_mentee";

const people = [
  {
    key: "coach",
    email: "coach@example.test",
    firstName: "Coach",
    lastName: "Carla",
    timeZone: "Europe/Berlin",
    calApiKey: coachKey,
    calUsername: "coach",
    hours: [{ days: weekdays, start: "09:00", end: "17:00" }],
    eventTypes: [
      { id: 101, slug: "coaching", title: "1:1 Coaching", lengthInMinutes: 30 },
      {
        id: 102,
        slug: "confirm",
        title: "Confirm",
        lengthInMinutes: 30,
        requiresConfirmation: true,
      },
      { id: 103, slug: "notice", title: "Notice", lengthInMinutes: 30, minimumBookingNotice: 1440 },
      {
        id: 104,
        slug: "weekly",
        title: "Weekly",
        lengthInMinutes: 30,
        recurrence: { interval: 1, occurrences: 6, frequency: "weekly" },
      },
      {
        id: 105,
        slug: "weekly-confirm",
        title: "Weekly, confirmed",
        lengthInMinutes: 30,
        requiresConfirmation: true,
        recurrence: { interval: 1, occurrences: 6, frequency: "weekly" },
      },
    ],
  },
  {
    key: "mentee",
    email: "mentee@example.test",
    firstName: "Mentee",
    lastName: "Max",
    timeZone: "America/New_York",
    calApiKey: menteeKey,
    calUsername: "mentee",
    hours: [{ days: weekdays, start: "08:00", end: "12:00" }],
    eventTypes: [{ id: 201, slug: "avail", title: "Mentee avail", lengthInMinutes: 30 }],
  },
  {
    key: "menteeUnconnected",
    email: "u@example.test",
    firstName: "U",
    lastName: "N",
    timeZone: "UTC",
    calApiKey: null,
  },
];

export const redirectUri = "http://localhost:3000/api/cal/callback";
export const confidential = {
  clientId: "conf",
  clientSecret: "conf-secret",
  redirectUris: [redirectUri, "http://localhost:3000/other?keep=1"],
  name: "Reslot",
};
export const publicClient = {
  clientId: "pub",
  clientSecret: null,
  redirectUris: [redirectUri],
  name: "Reslot <public>",
};

/** Bodies are untyped: the tests state what they expect. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

/** A response; a JSON body is parsed. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** A client of one running server. */
export interface Fixture {
  readonly url: string;
  readonly dir: string;
  call(method: string, path: string, options?: CallOptions): Promise<Reply>;
  control(path: string, body?: unknown): Promise<Reply>;
  /** Places a booking of coach and mentee; returns its uid. */
  book(start: string, extra?: object): Promise<string>;
  move(uid: string, start: string, options?: CallOptions & { body?: object }): Promise<Reply>;
  slots(query: string): Promise<string[]>;
  /** Of writes that work at the same time; others take no time. */
  race: WorkGate["race"];
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface CallOptions {
  readonly key?: string;
  readonly version?: string | null;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Starts the stand-in with coach and mentee on a free port. */
export async function startFixture(env: Partial<CalEnv> = {}): Promise<Fixture> {
  const dir = temporaryFolder("cal-");
  const peopleFile = join(dir, "people.json");
  writeFileSync(peopleFile, JSON.stringify(people));
  const settings: CalEnv = {
    port: 0,
    dir: join(dir, "data"),
    peopleFile,
    limits: equalLimits(100_000),
    workMs: 60,
    oauthClients: [confidential, publicClient],
    ...env,
  };
  const gate = createWorkGate();
  let server: RunningServer = await startServer(settings, gate.wait);
  const call: Fixture["call"] = (method, path, options = {}) =>
    send(`${server.url}${path}`, method, options);
  const control: Fixture["control"] = (path, body) =>
    call("POST", `/_sandbox${path}`, { body: body ?? {}, version: null });
  return {
    get url() {
      return server.url;
    },
    dir,
    call,
    control,
    book: async (start, extra) => {
      const attendee = {
        name: "Mentee Max",
        email: "mentee@example.test",
        timeZone: "America/New_York",
      };
      const reply = await control("/bookings", { eventTypeId: 101, start, attendee, ...extra });
      return reply.body.uid;
    },
    move: (uid, start, { body, ...options } = {}) =>
      call("POST", `/v2/bookings/${uid}/reschedule`, { ...options, body: { start, ...body } }),
    slots: async (query) => {
      const reply = await call("GET", `/v2/slots?${query}`, { version: "2024-09-04" });
      const days: { start: string }[][] = Object.values(reply.body.data);
      return days.flat().map((slot) => slot.start);
    },
    race: gate.race,
    restart: async () => {
      await server.close();
      server = await startServer(settings, gate.wait);
    },
    close: () => server.close(),
  };
}

async function send(url: string, method: string, options: CallOptions): Promise<Reply> {
  const version = options.version === undefined ? "2024-08-13" : options.version;
  const response = await fetch(url, {
    method,
    headers: {
      ...(version === null ? {} : { "cal-api-version": version }),
      ...(options.key === undefined ? {} : { authorization: `Bearer ${options.key}` }),
      ...(options.body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(options.body === undefined
      ? {}
      : { body: typeof options.body === "string" ? options.body : JSON.stringify(options.body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
