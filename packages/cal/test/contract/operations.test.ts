import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCalClient } from "../../src/index.ts";
import { parseInstant } from "../../src/time/index.ts";
import { closeScene, openScene, type Scene } from "./scene.ts";
import { saySkipped } from "./skipped.ts";

/** Calls an operation and looks at its answer; a text says why this server cannot be asked. */
type Ask = (scene: Scene) => Promise<unknown>;

const weekNumber = 5;
const subscriberUrl = "https://example.com/reslot-contract-suite";

/** Every operation of the client, by name. */
const asks: Readonly<Record<string, Ask>> = {
  "me.get": async ({ coach, coachEmail }) => {
    expect((await coach.me.get()).email).toBe(coachEmail);
  },
  "me.listOutOfOffice": async ({ mentee }) => {
    const list = await mentee.me.listOutOfOffice();
    if (list === null) return "the server has no GET /v2/me/ooo, or not for this key";
    expect(list.unreadable).toBe(0);
    return undefined;
  },
  "bookings.get": async (scene) => {
    const { uid } = await scene.book();
    expect(await scene.anonymous.bookings.get(uid)).toMatchObject({ uid, status: "accepted" });
  },
  "bookings.getSeries": async (scene) => {
    const recurrence = { interval: 1, occurrences: 2, frequency: "weekly" };
    const eventTypeId = await scene.createEventType({ recurrence });
    const seriesUid = await scene.bookSeries(eventTypeId);
    const series = await scene.anonymous.bookings.getSeries(seriesUid);
    expect(series.unreadable).toEqual([]);
    expect(series.bookings.map(({ recurringBookingUid }) => recurringBookingUid)).toEqual([
      seriesUid,
      seriesUid,
    ]);
  },
  "bookings.list": async (scene) => {
    const { uid } = await scene.book();
    const list = await scene.coach.bookings.list({ status: ["upcoming", "unconfirmed"] });
    expect(list).toMatchObject({ unreadable: [], isComplete: true });
    expect(list.bookings.map((booking) => booking.uid)).toContain(uid);
  },
  "bookings.listChanges": async (scene) => {
    const [kept, moved, cancelled] = [await scene.book(), await scene.book(), await scene.book()];
    const { updatedAt } = await scene.anonymous.bookings.get(kept.uid);
    const since = parseInstant(updatedAt ?? "");
    const to = { start: scene.takeStart(), rescheduledBy: scene.coachEmail };
    const { uid: successor } = await scene.move(scene.coach, moved.uid, to);
    await scene.api.cancel(cancelled.uid);

    const list = await scene.coach.bookings.listChanges(since);

    expect(list).toMatchObject({ unreadable: [], isComplete: true });
    const byUid = new Map(list?.bookings.map((booking) => [booking.uid, booking]));
    expect(byUid.get(kept.uid)).toMatchObject({ status: "accepted" });
    expect(byUid.get(moved.uid)).toMatchObject({
      status: "cancelled",
      rescheduledToUid: successor,
    });
    expect(byUid.get(successor)).toMatchObject({ rescheduledFromUid: moved.uid });
    expect(byUid.get(cancelled.uid)).toMatchObject({ status: "cancelled" });
    const order = list?.bookings.map((booking) => booking.updatedAt ?? "") ?? [];
    expect(order).toEqual(order.toSorted());
    const later = await scene.coach.bookings.listChanges(parseInstant(order.at(-1) ?? "") + 1);
    expect(later?.bookings).toEqual([]);
  },
  "bookings.reschedule": async (scene) => {
    const { uid } = await scene.book();
    const to = { start: scene.takeStart(), rescheduledBy: scene.coachEmail };
    expect(await scene.move(scene.coach, uid, to)).toMatchObject({ rescheduledFromUid: uid });
  },
  "bookings.confirm": async (scene) => {
    const { uid } = await scene.book(scene.confirmedTypeId);
    expect(await scene.coach.bookings.confirm(uid)).toMatchObject({ uid, status: "accepted" });
  },
  "bookings.decline": async (scene) => {
    const { uid } = await scene.book(scene.confirmedTypeId);
    const answer = { reason: "contract suite" };
    const declined = await scene.coach.bookings.decline(uid, answer);
    expect(declined).toMatchObject({ uid, status: "rejected" });
  },
  "slots.list": async ({ anonymous, eventTypeId, days }) => {
    const starts = await anonymous.slots.list({ eventTypeId, start: days.from, end: days.to });
    expect(starts.length).toBeGreaterThan(0);
  },
  "slots.defaultLength": async ({ anonymous, eventTypeId, days }) => {
    const query = { eventTypeId, start: days.from, end: days.to };
    expect(await anonymous.slots.defaultLength(query)).toBe(30);
  },
  "calendars.list": async ({ mentee }) => {
    const { calendars, broken } = await mentee.calendars.list();
    expect(calendars.length + broken.length).toBeGreaterThanOrEqual(0);
  },
  "calendars.busyTimes": async ({ mentee, days }) => {
    const { calendars } = await mentee.calendars.list();
    if (calendars.length === 0) return "the mentee's account has no calendar";
    const [from, to] = [`${days.from}T00:00:00Z`, `${days.to}T00:00:00Z`];
    const query = { from, to, timeZone: "UTC", calendars };
    expect((await mentee.calendars.busyTimes(query)).unknown).toEqual([]);
    return undefined;
  },
  "schedules.getDefault": async ({ coach }) => {
    const schedule = await coach.schedules.getDefault();
    if (schedule === null) return "the coach's account has no default schedule";
    expect(schedule.timeZone).not.toBe("");
    return undefined;
  },
  "eventTypes.get": async ({ coach, eventTypeId }) => {
    expect((await coach.eventTypes.get(eventTypeId)).id).toBe(eventTypeId);
  },
  "eventTypes.listOpen": async ({ coach, anonymous }) => {
    const { username } = await coach.me.get();
    if (username === null) return "the coach's account has no user name";
    const open = await anonymous.eventTypes.listOpen(username);
    expect(open.every(({ lengthInMinutes }) => lengthInMinutes > 0)).toBe(true);
    return undefined;
  },
  "webhooks.create": async ({ coach }) => {
    const triggers = ["BOOKING_RESCHEDULED"] as const;
    const made = await coach.webhooks.create({ subscriberUrl, triggers, secret: "contract" });
    expect(made).toMatchObject({ subscriberUrl, triggers, active: true });
  },
  "webhooks.list": async ({ coach }) => {
    const urls = (await coach.webhooks.list()).map((each) => each.subscriberUrl);
    expect(urls).toContain(subscriberUrl);
  },
  "webhooks.update": async ({ coach }) => {
    const mine = (await coach.webhooks.list()).find((each) => each.subscriberUrl === subscriberUrl);
    const changed = await coach.webhooks.update(mine?.id ?? "", {
      subscriberUrl,
      triggers: ["BOOKING_RESCHEDULED"],
      secret: "changed",
    });
    expect(changed).toMatchObject({
      id: mine?.id,
      active: true,
      triggers: ["BOOKING_RESCHEDULED"],
    });
  },
  "webhooks.delete": async ({ coach }) => {
    const mine = (await coach.webhooks.list()).filter(
      (each) => each.subscriberUrl === subscriberUrl,
    );
    await Promise.all(mine.map(({ id }) => coach.webhooks.delete(id)));
    expect(await coach.webhooks.list()).not.toContainEqual(mine[0]);
  },
};

/** The client's own list of what it can do, so that a new operation is not forgotten here. */
function operationsOfClient(): string[] {
  const client = createCalClient({ baseUrl: "https://cal.example.test" });
  return Object.entries(client).flatMap(([resource, operations]) =>
    Object.keys(operations).map((operation) => `${resource}.${operation}`),
  );
}

describe("every operation of the client", { timeout: 60_000 }, () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene(weekNumber);
  }, 60_000);
  afterAll(() => closeScene(scene), 120_000);

  it("is asked of the server", () => {
    expect(Object.keys(asks).toSorted()).toEqual(operationsOfClient().toSorted());
  });

  it.for(Object.entries(asks))(
    "%s is answered as the client expects",
    async ([name, ask], { skip }) => {
      const why = await ask(scene);
      if (typeof why === "string") {
        saySkipped(name, why);
        skip(why);
      }
      expect(why).toBeUndefined();
    },
  );
});
