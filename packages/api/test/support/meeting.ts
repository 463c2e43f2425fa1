import { randomBytes, randomInt } from "node:crypto";
import { dayMs, hourMs } from "@reslot/cal/time";
import { Secret } from "@reslot/db";
import { ulid } from "ulid";
import { apiScopes, type Caller, createCaller, createContext } from "../../src/index.ts";
import { createPorts, type App, type Settings, type Telemetry } from "../../src/server.ts";
import type { LogFields } from "../../src/infra/log.ts";
import { calControl, sessionToken, sql, stack } from "./services.ts";

const ORIGIN = "http://localhost:3000";
const tokenKeys = `k1:${randomBytes(32).toString("base64")}`;

export type PersonKey = "coach" | "mentee" | "stranger";

export interface TestPerson {
  ulid: string;
  clerkUserId: string;
  email: string;
  name: string;
  timeZone: string;
  calApiKey: string;
}

export interface MeetingOptions {
  menteeConnected?: boolean;
  coachConnected?: boolean;
  /** Whether the coach may see when the mentee is busy: by default, for all starts at multiples of five minutes. */
  menteeShares?: boolean;
  /** They connect as people do, which also imports their meetings. Otherwise only the connections are saved, as that is quick. */
  isImported?: boolean;
  /** Over the event type: 60 minutes, on the hour. */
  eventType?: Record<string, unknown>;
  timings?: Partial<Settings["timings"]>;
  cal?: Partial<Settings["cal"]>;
  limits?: Partial<Settings["limits"]>;
  /** false: Reslot is not registered with Cal.com. */
  oauth?: boolean;
  telemetry?: Telemetry;
}

/** A coach in Nairobi (09–17 there, 06–14 UTC), a mentee in Kolkata (12–20 there, 06:30–14:30 UTC) and a stranger; every day of the week. */
export interface Meeting {
  ports: App;
  bookingUlid: string;
  calUid: string;
  /** The kind of meeting that is moved; the coach hosts it. */
  eventTypeId: number;
  /** What the mentee hosts for others. */
  menteeEventTypeId: number;
  people: Record<PersonKey, TestPerson>;
  errors: { context: string; error: unknown; fields: LogFields }[];
  as(key: PersonKey): ReturnType<typeof createCaller>;
  withSession(key: PersonKey, origin?: string | null): ReturnType<typeof createCaller>;
  /** A move to `hour` UTC of the day `days` after the meeting's own, as the form sends it. */
  moveTo(hour: number, options?: { days?: number }): MoveInput;
  row(): Promise<BookingRow>;
}

export interface MoveInput {
  bookingUlid: string;
  newStartTime: string;
  newEndTime: string;
  attemptUlid: string;
  expectedVersion: number;
}

export interface BookingRow {
  calBookingId: string;
  startTime: string;
  endTime: string;
  version: number;
  status: string;
}

/** Of a browser; no identity provider is asked whether it has ended. */
export const session = { kind: "session", via: "cookie", isStanding: "tokenIsEnough" } as const;

/** An id that no other event type has. */
const newEventTypeId = () => randomInt(1_000, 2_000_000_000);

/** A meeting in a week from now at 09:00 UTC, at Cal.com and here, with nothing else around it. */
export async function arrangeMeeting(options: MeetingOptions = {}): Promise<Meeting> {
  const people = {
    coach: person("Sam Coach", "Africa/Nairobi"),
    mentee: person("Maya Mentee", "Asia/Kolkata"),
    stranger: person("Stan Stranger", "America/Vancouver"),
  };
  const eventTypeId = newEventTypeId();
  const menteeEventTypeId = newEventTypeId();
  await seatAtCal(people, { ...options, eventTypeId, menteeEventTypeId });
  const start = Math.floor(Date.now() / dayMs) * dayMs + 7 * dayMs + 9 * hourMs;
  const booked = await calControl<{ uid: string; title: string }>("bookings", {
    eventTypeId,
    start: iso(start),
    end: iso(start + hourMs),
    attendee: {
      name: people.mentee.name,
      email: people.mentee.email,
      timeZone: people.mentee.timeZone,
    },
  });

  const errors: Meeting["errors"] = [];
  const ports = createPorts(settingsWith(options), {
    identity: { getProfile: async (clerkUserId) => profileOf(people, clerkUserId) },
    log: {
      info: () => undefined,
      error: (context, error, fields = {}) => void errors.push({ context, error, fields }),
    },
    ...(options.telemetry && { telemetry: options.telemetry }),
  });
  const bookingUlid = ulid();
  for (const { calApiKey: _key, timeZone, ...user } of Object.values(people)) {
    await ports.db.users.saveProfile({ ...user, otherEmails: [] });
    await ports.db.users.learnTimeZone({ userUlid: user.ulid, timeZone, from: "cal" });
  }
  await sql(`insert into "Bookings" ("ulid", "calBookingId", "coachUserUlid", "menteeUserUlid", "title",
    "eventTypeId", "durationMinutes", "startTime", "endTime") values ('${bookingUlid}', '${booked.uid}',
    '${people.coach.ulid}', '${people.mentee.ulid}', 'Leadership coaching', ${eventTypeId}, 60,
    '${iso(start)}', '${iso(start + hourMs)}')`);
  await sql(`insert into "BookingCalRefs" ("calBookingUid", "bookingUlid")
    values ('${booked.uid}', '${bookingUlid}')`);
  if (options.menteeShares !== false) await share(ports, { people, options });
  await connect(ports, { people, options });

  const callerOf = (caller: Caller, origin: string | null = null) =>
    createCaller(() =>
      createContext(ports)({
        caller,
        request: { origin, contentType: "application/json", requestId: ulid() },
      }),
    );
  return {
    ports,
    bookingUlid,
    calUid: booked.uid,
    eventTypeId,
    menteeEventTypeId,
    people,
    errors,
    as: (key) =>
      callerOf({ kind: "apiKey", clerkUserId: people[key].clerkUserId, scopes: apiScopes }),
    withSession(key, origin = ORIGIN) {
      const { clerkUserId } = people[key];
      const accessToken = async () => sessionToken(clerkUserId);
      return callerOf({ ...session, clerkUserId, accessToken }, origin);
    },
    moveTo(hour, { days = 0 } = {}) {
      const newStart = start + days * dayMs + (hour - 9) * hourMs;
      return {
        bookingUlid,
        newStartTime: iso(newStart),
        newEndTime: iso(newStart + hourMs),
        attemptUlid: ulid(),
        expectedVersion: 1,
      };
    },
    async row() {
      const [row] = await sql<BookingRow>(
        `select * from "Bookings" where "ulid" = '${bookingUlid}'`,
      );
      if (!row) throw new Error("The booking is gone.");
      return row;
    },
  };
}

/** Puts something into the mentee's connected calendar. */
export async function makeMenteeBusy(meeting: Meeting, span: { start: string; end: string }) {
  await calControl("busy", {
    email: meeting.people.mentee.email,
    intervals: [{ ...span, title: "Private" }],
  });
}

export function settingsWith({ timings, limits, oauth, cal }: MeetingOptions = {}): Settings {
  return {
    supabase: {
      url: stack.supabaseUrl,
      publishableKey: stack.publishableKey,
      secretKey: stack.secretKey,
    },
    cal: {
      apiUrl: stack.calUrl,
      ...(oauth !== false && { oauth: { appUrl: stack.calUrl, ...stack.oauthApp } }),
      ...cal,
    },
    tokenKeys,
    mail: {
      resendApiKey: "re_test_key_123",
      resendBaseUrl: stack.mailUrl,
      from: "Reslot <reslot@example.com>",
    },
    appOrigin: ORIGIN,
    limits: { personPerMinute: 100, personPerDay: 100, bookingPerDay: 100, ...limits },
    timings: {
      postTimeoutMs: 25_000,
      leaseMs: 60_000,
      quietMs: 120_000,
      answeredRetryMs: 5_000,
      ...timings,
    },
  };
}

async function seatAtCal(
  people: Record<PersonKey, TestPerson>,
  options: MeetingOptions & { eventTypeId: number; menteeEventTypeId: number },
): Promise<void> {
  const seat = ({ email, name, timeZone, calApiKey }: TestPerson, hours: [string, string]) => ({
    email,
    firstName: name.split(" ")[0],
    lastName: name.split(" ")[1],
    timeZone,
    calApiKey,
    hours: [{ days: [0, 1, 2, 3, 4, 5, 6], start: hours[0], end: hours[1] }],
  });
  const eventType = {
    id: options.eventTypeId,
    slug: "coaching",
    title: "Leadership coaching",
    lengthInMinutes: 60,
    ...options.eventType,
  };
  const coach = { ...seat(people.coach, ["09:00", "17:00"]), eventTypes: [eventType] };
  const own = {
    id: options.menteeEventTypeId,
    slug: "own",
    title: "Own sessions",
    lengthInMinutes: 60,
  };
  const mentee = { ...seat(people.mentee, ["12:00", "20:00"]), eventTypes: [own] };
  const stranger = { ...seat(people.stranger, ["00:00", "23:59"]), eventTypes: [] };
  await calControl("reset", { seed: [stranger, coach, mentee] });
  // A reset Cal.com numbers its users from the start; no earlier connection may own one of those ids.
  await sql(
    `delete from "CalIntegrations"; delete from "CalSubscriptions"; delete from "CalBudgets"`,
  );
}

async function share(
  ports: App,
  { people, options }: { people: Record<PersonKey, TestPerson>; options: MeetingOptions },
): Promise<void> {
  const length = options.eventType?.["lengthInMinutes"];
  await ports.db.consents.allow({
    menteeUserUlid: people.mentee.ulid,
    coachUserUlid: people.coach.ulid,
    lengths: typeof length === "number" ? [60, length] : [60],
    gridMinutes: 5,
    gridPhase: 0,
    source: "mentee",
  });
}

async function connect(
  ports: App,
  { people, options }: { people: Record<PersonKey, TestPerson>; options: MeetingOptions },
): Promise<void> {
  const connectOne = options.isImported ? connectAsPerson : saveConnection;
  if (options.coachConnected !== false) await connectOne(ports, people.coach);
  if (options.menteeConnected !== false) await connectOne(ports, people.mentee);
}

async function connectAsPerson(ports: App, { clerkUserId, calApiKey }: TestPerson): Promise<void> {
  const context = createContext(ports);
  const request = { origin: null, contentType: "application/json", requestId: ulid() };
  const caller = createCaller(() =>
    context({ caller: { kind: "apiKey", clerkUserId, scopes: apiScopes }, request }),
  );
  await caller.calConnection.connectWithApiKey({ apiKey: calApiKey });
}

/** Leaves the first sync due. */
async function saveConnection(ports: App, { ulid: userUlid, calApiKey }: TestPerson) {
  const token = new Secret(calApiKey);
  const use = { purpose: "view", by: userUlid } as const;
  const { id, username, email } = await ports.cal({ of: "newToken", token }, use).me.get();
  const me = { calUserId: id, calUsername: username, calEmail: email };
  await ports.db.calConnections.saveApiKey({ ulid: ulid(), userUlid, apiKey: token, me });
}

function person(name: string, timeZone: string): TestPerson {
  const id = ulid();
  return {
    ulid: id,
    clerkUserId: `user_${id}`,
    email: `${id.toLowerCase()}@example.com`,
    name,
    timeZone,
    calApiKey: `cal_live_${randomBytes(16).toString("hex")}`,
  };
}

function profileOf(people: Record<PersonKey, TestPerson>, clerkUserId: string) {
  const found = Object.values(people).find((each) => each.clerkUserId === clerkUserId);
  if (!found) throw new Error("No person has this id.");
  return { email: found.email, name: found.name };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
