import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { CalError, type CalClient, createCalClient } from "../src/index.ts";
import { readErrorBody } from "../src/errors/error-body.ts";
import { mapAnswer } from "../src/errors/map-answer.ts";
import { sendJson, startServer } from "./local-server.ts";

// Recorded answers of a real server; they lie beside the repository, not in it.
const folder =
  process.env["CAL_RECORDINGS_DIR"] ??
  resolve(import.meta.dirname, "..", "..", "..", "..", "shared", "cal", "recordings");
const isPresent = existsSync(folder);

interface Recording {
  readonly name: string;
  readonly request: { readonly method: string; readonly path: string };
  readonly response: {
    readonly status: number;
    readonly headers: Record<string, string>;
    readonly body: unknown;
  };
}

const recordings: Recording[] = (isPresent ? readdirSync(folder) : [])
  .filter((file) => file.endsWith(".json"))
  .map((file) => JSON.parse(readFileSync(resolve(folder, file), "utf8")) as Recording)
  .filter((each) => typeof each.response?.status === "number");

type Call = (client: CalClient) => Promise<unknown>;

/** Without the rate-limit headers: a real one would make the client wait before its next try. */
function sentHeaders(headers: Record<string, string>): Record<string, string> {
  const requestId = headers["x-request-id"];
  return requestId === undefined ? {} : { "x-request-id": requestId };
}

type Summary = "parsed" | { code: string; status: number; requestId: string; answered: boolean };

function summaryOf(outcome: unknown): unknown {
  if (!(outcome instanceof Error)) return outcome === undefined ? "nothing" : "parsed";
  if (!(outcome instanceof CalError)) return outcome;
  const { code, status, requestId, answered } = outcome;
  return { code, status, requestId, answered };
}

function expectedOf({ name, response }: Recording): Summary {
  const { status, headers } = response;
  const refusal = { status, requestId: headers["x-request-id"] ?? "", answered: true };
  if (name.includes("nonsense-version")) return { code: "UNEXPECTED_RESPONSE", ...refusal };
  return status >= 400 ? { code: meaningOf(name), ...refusal } : "parsed";
}

const routes: readonly (readonly [method: string, path: RegExp, call: Call])[] = [
  ["GET", /^\/v2\/me$/, (cal) => cal.me.get()],
  ["GET", /^\/v2\/bookings\/[^/]+$/, (cal) => cal.bookings.get("uid")],
  ["GET", /^\/v2\/bookings(\?|$)/, (cal) => cal.bookings.list()],
  ["POST", /^\/v2\/bookings$/, (cal) => cal.bookings.get("uid")],
  [
    "POST",
    /^\/v2\/bookings\/[^/]+\/reschedule$/,
    (cal) =>
      cal.bookings.reschedule("uid", { start: "2026-12-03T11:00:00Z", rescheduledBy: "a@b.test" }),
  ],
  [
    "GET",
    /^\/v2\/slots\?/,
    (cal) => cal.slots.list({ eventTypeId: 1, start: "2026-12-01", end: "2026-12-02" }),
  ],
  ["GET", /^\/v2\/calendars$/, (cal) => cal.calendars.list()],
  [
    "GET",
    /^\/v2\/calendars\/busy-times/,
    (cal) =>
      cal.calendars.busyTimes({
        from: "2026-12-01T00:00:00Z",
        to: "2026-12-04T00:00:00Z",
        timeZone: "UTC",
        calendars: [{ credentialId: 1, externalId: "x" }],
      }),
  ],
  ["GET", /^\/v2\/schedules\/default$/, (cal) => cal.schedules.getDefault()],
  ["POST", /^\/v2\/schedules$/, (cal) => cal.schedules.getDefault()],
  [
    "POST",
    /^\/v2\/webhooks$/,
    (cal) =>
      cal.webhooks.create({ subscriberUrl: "https://x.test/hook", triggers: [], secret: "s" }),
  ],
  ["POST", /^\/v2\/event-types$/, (cal) => cal.eventTypes.get(1)],
];

function callFor({ request }: Recording): Call | undefined {
  return routes.find(([method, path]) => method === request.method && path.test(request.path))?.[2];
}

/** What every refused recording of ours means; the first fragment that fits the name counts. */
const meanings: readonly (readonly [fragment: RegExp, code: string])[] = [
  [
    /expired|garbage|bad-apikey|bad-token|no-auth$|no-session|no-secret|wrong-secret/,
    "TOKEN_INVALID",
  ],
  [/busy-times-(ics-as-coach|loggedInUsersTz)|custom-duration/, "FORBIDDEN"],
  [/reserve-slot-booked-slot/, "SLOT_UNAVAILABLE"],
  [
    /06-reschedule-rescheduledBy-not-email|disabled-as-coach|after-postgres-restart/,
    "ALREADY_RESCHEDULED",
  ],
  [/cancel-twice/, "BOOKING_CANCELLED"],
  [/wrong-version|no-version|token-endpoint-newer/, "INVALID_REQUEST"],
  [/unknown|eventtype-deleted/, "NOT_FOUND"],
  [/create-past/, "IN_THE_PAST"],
  [/violates-notice/, "OUT_OF_BOUNDS"],
  [/taken|overlap|outside|weekend|idempotent|date-only|wrong-hour/, "SLOT_UNAVAILABLE"],
  [/ratelimit/, "RATE_LIMITED"],
  [/postgres-down/, "SERVER_ERROR"],
];

function meaningOf(name: string): string {
  return meanings.find(([fragment]) => fragment.test(name))?.[1] ?? "INVALID_REQUEST";
}

describe.skipIf(!isPresent)(`recorded answers (skipped when ${folder} is missing)`, () => {
  const refused = recordings.filter(({ response }) => response.status >= 400);

  it.for(refused)("$name is one of Cal.com's shapes and has its code", ({ name, response }) => {
    const body = readErrorBody(response.body);
    const isOauth = name.startsWith("11-oauth2") && typeof response.body === "object";

    expect(body).not.toBeNull();
    const { code } = mapAnswer(response.status, body);
    const tolerated = isOauth && body?.message.startsWith("invalid_") === true;
    expect(code).toBe(tolerated ? code : meaningOf(name));
  });

  const supported = recordings.filter((each) => callFor(each) !== undefined);

  it.for(supported)("the client parses or maps $name", async (recording, context) => {
    const { status, body, headers } = recording.response;
    const server = await startServer(context, (answer) =>
      sendJson(answer, { status, body, headers: sentHeaders(headers) }),
    );
    const cal = createCalClient({ baseUrl: server.url });

    const outcome = await callFor(recording)?.(cal).catch((error: unknown) => error);

    expect(summaryOf(outcome)).toEqual(expectedOf(recording));
  });

  it("reads a move as a new booking that names the old one", async (context) => {
    const moved = recordings.find(({ name }) => name === "05-reschedule-success-as-coach");
    const server = await startServer(context, (answer) =>
      sendJson(answer, { status: 201, body: moved?.response.body }),
    );

    const booking = await createCalClient({ baseUrl: server.url }).bookings.reschedule("a1", {
      start: "2026-12-03T11:00:00Z",
      rescheduledBy: "coach@example.test",
    });

    expect(booking.rescheduledFromUid).toBe("a1YtEimJGvJet8S5rpoXXU");
    expect(booking.uid).not.toBe(booking.rescheduledFromUid);
    expect(booking.icsUid).toBe("a1YtEimJGvJet8S5rpoXXU@Cal.com");
    expect(booking.status).toBe("accepted");
  });

  it("finds recordings of every kind it knows", () => {
    expect(supported.length).toBeGreaterThan(100);
    expect(refused.length).toBeGreaterThan(50);
  });
});
