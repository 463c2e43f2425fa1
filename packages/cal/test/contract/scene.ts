import { randomBytes } from "node:crypto";
import { type CalBooking, type CalClient, CalError, createCalClient } from "../../src/index.ts";
import { dayMs, formatInstant, systemClock } from "../../src/time/index.ts";
import { type Api, createApi } from "./api.ts";
import { contractVersions, startTarget, type Target } from "./target.ts";

/** One suite's own corner of a server: event types, free times, and a broom. */
export interface Scene {
  readonly url: string;
  readonly api: Api;
  readonly coach: CalClient;
  readonly mentee: CalClient;
  readonly anonymous: CalClient;
  readonly coachEmail: string;
  readonly menteeEmail: string;
  /** Half-hour event types of the coach: booked at once, or after the coach's word. */
  readonly eventTypeId: number;
  readonly confirmedTypeId: number;
  /** Two days on which they can be booked, 06:00 to 18:00 UTC; "YYYY-MM-DD". */
  readonly days: Days;
  createEventType(body: object): Promise<number>;
  /** The next free start that no other call was given. */
  takeStart(): string;
  /** A new booking of the mentee's; by default of `eventTypeId`, at the next free start. */
  book(eventTypeId?: number, start?: string): Promise<CalBooking>;
  /** A new series of the mentee's, at the next free start and in the weeks after; its uid. */
  bookSeries(eventTypeId: number): Promise<string>;
  /** Moves a booking as `client`. */
  move(client: CalClient, uid: string, to: Move): Promise<CalBooking>;
  /** Cancels and deletes everything that was made, and stops a server of our own. */
  close(): Promise<void>;
}

export interface Move {
  readonly start: string;
  readonly rescheduledBy: string;
  readonly reschedulingReason?: string;
}

interface Days {
  readonly from: string;
  readonly to: string;
}

/**
 * Prepares a scene. Suites get different `week`s, so that two of them can run on one account at
 * the same time: a host is busy across event types.
 */
export async function openScene(week: number, target?: Target): Promise<Scene> {
  const server = target ?? (await startTarget());
  const broom = createBroom(() => server.stop());
  try {
    return await furnish(server, broom, twoDays(week));
  } catch (error) {
    const swept = await broom.sweep().catch((left: unknown) => left);
    throw swept === undefined ? error : new AggregateError([error, swept], String(error));
  }
}

/** For `afterAll`, which also runs when no scene could be opened. */
export async function closeScene(scene: Scene | undefined): Promise<void> {
  await scene?.close();
}

async function furnish(target: Target, broom: Broom, days: Days): Promise<Scene> {
  const api = createApi(target.url, target.coachKey);
  const coach = clientOf(target, target.coachKey);
  const mentee = clientOf(target, target.menteeKey);
  const anonymous = clientOf(target, null);
  const [coachMe, menteeMe] = await Promise.all([coach.me.get(), mentee.me.get()]);
  const createEventType = await eventTypeMaker(api, broom);
  const eventTypeId = await createEventType({});
  const confirmedTypeId = await createEventType({
    confirmationPolicy: { type: "always", blockUnconfirmedBookingsInBooker: true },
  });
  const free = await anonymous.slots.list({ eventTypeId, start: days.from, end: days.to });
  const takeStart = takerOf(free);
  const remember = (uid: string): void =>
    broom.later(async () => {
      const { status } = await anonymous.bookings.get(uid);
      if (status === "accepted" || status === "pending") await api.cancel(uid);
    });
  const attendee = { name: "Max Mentee", email: menteeMe.email, timeZone: menteeMe.timeZone };
  return {
    url: target.url,
    api,
    coach,
    mentee,
    anonymous,
    coachEmail: coachMe.email,
    menteeEmail: menteeMe.email,
    eventTypeId,
    confirmedTypeId,
    days,
    createEventType,
    takeStart,
    async bookSeries(ofTypeId) {
      const { uids, seriesUid } = await api.bookSeries({
        eventTypeId: ofTypeId,
        start: takeStart(),
        attendee,
      });
      for (const uid of uids) remember(uid);
      return seriesUid;
    },
    async book(ofTypeId = eventTypeId, start = takeStart()) {
      const uid = await api.book({ eventTypeId: ofTypeId, start, attendee });
      remember(uid);
      return anonymous.bookings.get(uid);
    },
    async move(client, uid, to) {
      const moved = await client.bookings.reschedule(uid, to);
      remember(moved.uid);
      return moved;
    },
    close: () => broom.sweep(),
  };
}

async function eventTypeMaker(api: Api, broom: Broom): Promise<Scene["createEventType"]> {
  const scheduleId = await api.createSchedule({
    name: "Contract suite",
    timeZone: "UTC",
    isDefault: false,
    availability: [{ days: weekdays, startTime: "06:00", endTime: "18:00" }],
  });
  broom.later(() => api.deleteSchedule(scheduleId));
  return async (body) => {
    const id = await api.createEventType({
      title: "Contract suite",
      slug: `contract-${randomBytes(6).toString("hex")}`,
      lengthInMinutes: 30,
      slotInterval: 30,
      minimumBookingNotice: 0,
      scheduleId,
      locations: [{ type: "link", link: "https://meet.example.test/contract", public: true }],
      ...body,
    });
    broom.later(() => api.deleteEventType(id));
    return id;
  };
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Two whole days, at least two weeks ahead. */
function twoDays(week: number): Days {
  const from = systemClock.now() + (week + 2) * 7 * dayMs;
  const dateOf = (ms: number): string => formatInstant(ms).slice(0, 10);
  return { from: dateOf(from), to: dateOf(from + dayMs) };
}

function clientOf({ url }: Target, accessToken: string | null): CalClient {
  return createCalClient({ baseUrl: url, accessToken, versions: contractVersions() });
}

function takerOf(starts: readonly string[]): () => string {
  const rest = starts.values();
  return () => {
    const { value } = rest.next();
    if (value === undefined) throw new Error("The coach has no free time left for this suite.");
    return value;
  };
}

interface Broom {
  /** Remembers what has to be undone, the latest first. */
  later(undo: () => Promise<unknown>): void;
  /** Undoes everything it can, and only then says what it could not. */
  sweep(): Promise<void>;
}

function createBroom(last: () => Promise<void>): Broom {
  const undos: (() => Promise<unknown>)[] = [];
  return {
    later: (undo) => void undos.unshift(undo),
    async sweep() {
      const failures: unknown[] = [];
      for (const undo of undos.splice(0)) {
        await undo().catch((error: unknown) => failures.push(error));
      }
      await last();
      if (failures.length > 0) throw new Error(`Left behind: ${failures.map(String).join("; ")}`);
    },
  };
}

/** The error of a call that has to fail. */
export async function errorOf(promise: Promise<unknown>): Promise<CalError> {
  const error = await promise.then(
    () => new Error("it succeeded"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof CalError) return error;
  throw error;
}
