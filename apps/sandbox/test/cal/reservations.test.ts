import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { coachKey, menteeKey, startFixture, type Fixture, type Reply } from "./fixture.ts";

let cal: Fixture;
beforeAll(async () => {
  cal = await startFixture();
});
afterAll(() => cal.close());
beforeEach(async () => {
  await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
});

const path = "/v2/slots/reservations";
const version = "2024-09-04";
const hold = (slotStart: string, extra: object = {}, key?: string): Promise<Reply> =>
  cal.call("POST", path, {
    version,
    body: { eventTypeId: 101, slotStart, ...extra },
    ...(key === undefined ? {} : { key }),
  });
const message = (reply: Reply): unknown => [reply.status, reply.body.error.message];
const offered = (eventTypeId = 101, noCache = "") =>
  cal.slots(`eventTypeId=${eventTypeId}&start=2026-12-22&end=2026-12-22${noCache}`);
const nine = "2026-12-22T09:00:00.000Z";

describe("a slot reservation", () => {
  it("needs no key, and hides the slot for five minutes", async () => {
    const reply = await hold("2026-12-22T09:00:00Z");
    expect([reply.status, reply.body.data]).toEqual([
      201,
      {
        eventTypeId: 101,
        slotStart: nine,
        slotEnd: "2026-12-22T09:30:00.000Z",
        slotDuration: 30,
        reservationUid: expect.any(String),
        reservationDuration: 5,
        reservationUntil: expect.stringMatching(/^2026-11-22T10:05:0/),
      },
    ]);
    expect(await offered()).not.toContain(nine);
    expect(await offered(102)).not.toContain(nine);
    await cal.control("/clock", { now: "2026-11-22T10:06:00Z" });
    expect(await offered()).toContain(nine);
  });

  it("hides every slot that it overlaps and no other", async () => {
    await hold("2026-12-22T09:15:00Z");
    const starts = await offered();
    expect(starts).not.toContain(nine);
    expect(starts).not.toContain("2026-12-22T09:30:00.000Z");
    expect(starts).toContain("2026-12-22T10:00:00.000Z");
  });

  it("does not stop a booking or a move", async () => {
    await hold("2026-12-22T09:00:00Z");
    const uid = await cal.book("2026-12-23T09:00:00Z");
    expect((await cal.move(uid, "2026-12-22T09:00:00Z", { key: menteeKey })).status).toBe(201);
  });

  it("is refused if it overlaps a booking of the same event type or another reservation", async () => {
    await cal.book("2026-12-22T09:00:00Z");
    await hold("2026-12-22T11:00:00Z");
    expect(message(await hold("2026-12-22T09:15:00Z"))).toEqual([
      422,
      "Can't reserve a slot if the event is already booked.",
    ]);
    expect((await hold("2026-12-22T10:45:00Z")).status).toBe(422);
    expect((await hold("2026-12-22T09:00:00Z", { eventTypeId: 102 })).status).toBe(201);
  });

  it("is allowed in the past and outside hours", async () => {
    expect((await hold("2026-11-02T09:00:00Z")).status).toBe(201);
    expect((await hold("2026-12-20T03:00:00Z")).status).toBe(201);
  });

  it("lasts longer only for the owner", async () => {
    const longer = { reservationDuration: 30 };
    const owner = await hold("2026-12-22T10:00:00Z", longer, coachKey);
    expect(owner.body.data.reservationUntil).toMatch(/^2026-11-22T10:30:0/);
    expect((await hold("2026-12-22T10:30:00Z", longer, menteeKey)).status).toBe(403);
    expect((await hold("2026-12-22T10:30:00Z", longer)).status).toBe(401);
  });

  it.each([
    ["no slot", { slotStart: undefined }, 400],
    ["a day that does not exist", { slotStart: "2026-02-30T09:00:00Z" }, 400],
    ["a length that the event type does not have", { slotDuration: 45 }, 400],
    ["an unknown field", { minutes: 5 }, 400],
    ["an unknown event type", { eventTypeId: 999 }, 404],
  ])("is refused with %s", async (_, change, status) => {
    expect((await hold("2026-12-22T09:00:00Z", change)).status).toBe(status);
  });

  it("does not exist in other versions", async () => {
    const reply = await cal.call("POST", path, { version: "2024-08-13", body: {} });
    expect(message(reply)).toEqual([404, `Cannot POST ${path}`]);
  });
});

describe("an existing slot reservation", () => {
  const read = (uid: string) => cal.call("GET", `${path}/${uid}`, { version });

  it("can be read, renewed and deleted", async () => {
    const { reservationUid: uid } = (await hold("2026-12-22T09:00:00Z")).body.data;
    expect((await read(uid)).body.data).toMatchObject({ reservationUid: uid, slotStart: nine });
    expect((await read(uid)).body.data).not.toHaveProperty("reservationDuration");
    const body = { eventTypeId: 101, slotStart: "2026-12-22T09:15:00Z" };
    const moved = await cal.call("PATCH", `${path}/${uid}`, { version, body });
    expect([moved.status, moved.body.data.slotStart, moved.body.data.reservationUid]).toEqual([
      200,
      "2026-12-22T09:15:00.000Z",
      uid,
    ]);
    const dropped = await cal.call("DELETE", `${path}/${uid}`, { version });
    expect([dropped.status, dropped.body]).toEqual([200, { status: "success" }]);
    expect((await read(uid)).body).toEqual({ status: "success", data: null });
  });

  it("reads as null and cannot be changed once it has expired", async () => {
    const { reservationUid: uid } = (await hold("2026-12-22T09:00:00Z")).body.data;
    await cal.control("/clock", { now: "2026-11-22T10:06:00Z" });
    expect((await read(uid)).body.data).toBeNull();
    expect((await read("nope")).body.data).toBeNull();
    expect((await cal.call("DELETE", `${path}/${uid}`, { version })).status).toBe(404);
  });
});
