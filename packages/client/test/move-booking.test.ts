import { expect, it } from "vitest";
import { createReslotClient, isReslotError } from "../src/index.ts";
import { type Answer, lost, ok, proxyError, refused, serveScript } from "./scripted-server.ts";

const bookingUlid = "01JC0000000000000000000001";
const newStartTime = "2026-12-15T20:00:00.000Z";
const newEndTime = "2026-12-15T20:45:00.000Z";
const booking = (version: number) => ({ ulid: bookingUlid, version, durationMinutes: 45 });
const complete = { bookingUlid, newStartTime, newEndTime, expectedVersion: 1 };

async function serve(script: Readonly<Record<string, Answer[]>>) {
  const server = await serveScript({ "booking.get": [ok(booking(3))], ...script });
  const client = createReslotClient({ url: server.url, apiKey: "ak_1" });
  const moves = () => server.calls("booking.reschedule");
  return { server, client, moves, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

const moved = ok({ outcome: "moved" });
const confirming = ok({ outcome: "confirming", attemptUlid: "01JC00000000000000000000AA" });

it("a move that names only its start gets the booking's version and length", async () => {
  await using host = await serve({ "booking.reschedule": [moved] });

  const { outcome } = await host.client.moveBooking({ bookingUlid, newStartTime });

  expect(outcome).toBe("moved");
  expect(host.moves()).toEqual([
    {
      bookingUlid,
      newStartTime,
      newEndTime,
      expectedVersion: 3,
      attemptUlid: expect.stringMatching(/^[0-9A-Z]{26}$/),
    },
  ]);
});

it("a move whose answers are lost is repeated with the same attempt id", async () => {
  await using host = await serve({
    "booking.reschedule": [proxyError, lost, refused("RATE_LIMITED", wait(0)), moved],
  });
  const told: string[] = [];

  await host.client.moveBooking({ ...complete, onAttempt: (ulid) => void told.push(ulid) });

  const sent = host.moves();
  expect(sent).toHaveLength(4);
  expect(new Set(sent.map((input) => JSON.stringify(input))).size).toBe(1);
  expect(told).toEqual([sent[0]?.["attemptUlid"]]);
});

it("a move that never gets an answer fails with its attempt id, which continues it later", async () => {
  await using silent = await serve({ "booking.reschedule": [proxyError] });
  const error = await silent.client.moveBooking(complete).catch((reason: unknown) => reason);
  const attemptUlid = isReslotError(error, "UNREACHABLE") ? error.details.attemptUlid : undefined;

  expect(silent.moves()).toHaveLength(5);
  expect(silent.moves()[0]).toMatchObject({ attemptUlid });

  await using back = await serve({ "booking.rescheduleStatus": [moved] });
  const result = await back.client.moveBooking({ ...complete, attemptUlid });
  expect(result.outcome).toBe("moved");
  expect(back.moves()).toEqual([]);
});

it("an attempt of which nothing is known is sent under its id", async () => {
  const attemptUlid = "01JC00000000000000000000AA";
  await using host = await serve({ "booking.reschedule": [moved] });

  await host.client.moveBooking({ ...complete, attemptUlid });

  expect(host.moves()).toEqual([{ ...complete, attemptUlid }]);
});

it("a move that is confirming is followed to its end", async () => {
  await using host = await serve({
    "booking.reschedule": [confirming],
    "booking.rescheduleStatus": [proxyError, moved],
  });
  expect((await host.client.moveBooking(complete)).outcome).toBe("moved");
  expect(host.moves()).toHaveLength(1);

  const error = { code: "SLOT_TAKEN", message: "Taken.", details: { reason: "coachBusy" } };
  await using refusing = await serve({
    "booking.reschedule": [confirming],
    "booking.rescheduleStatus": [ok({ outcome: "failed", error })],
  });
  await expect(refusing.client.moveBooking(complete)).rejects.toMatchObject(error);
});

it("a move that is not known after the given time is still confirming", async () => {
  await using host = await serve({
    "booking.reschedule": [confirming],
    "booking.rescheduleStatus": [confirming],
  });

  const { outcome } = await host.client.moveBooking({ ...complete, followMs: 1 });

  expect(outcome).toBe("confirming");
});

it("a move that may have been made is never said to have failed because a later question was refused", async () => {
  const unknown = { code: "UNREACHABLE", details: { attemptUlid: expect.any(String) } };
  const busy = refused("SERVICE_BUSY", wait(0));
  await using lostThenBusy = await serve({ "booking.reschedule": [lost, busy] });
  await expect(lostThenBusy.client.moveBooking(complete)).rejects.toMatchObject(unknown);

  await using signedOut = await serve({
    "booking.reschedule": [confirming],
    "booking.rescheduleStatus": [refused("UNAUTHENTICATED")],
  });
  await expect(signedOut.client.moveBooking(complete)).rejects.toMatchObject({
    ...unknown,
    cause: { code: "UNAUTHENTICATED" },
  });

  const attemptUlid = "01JC00000000000000000000AA";
  await using goingOn = await serve({ "booking.rescheduleStatus": [busy] });
  await expect(goingOn.client.moveBooking({ ...complete, attemptUlid })).rejects.toMatchObject(
    unknown,
  );
  expect(goingOn.moves()).toEqual([]);
});

it("a move is followed through answers that are busy for longer than one question is repeated", async () => {
  const busy = Array.from({ length: 7 }, () => refused("SERVICE_BUSY", wait(0)));
  await using host = await serve({
    "booking.reschedule": [confirming],
    "booking.rescheduleStatus": [...busy, moved],
  });

  expect((await host.client.moveBooking(complete)).outcome).toBe("moved");
});

it("a meeting that has changed is read again only when that is asked for", async () => {
  const changed = refused("BOOKING_CHANGED", { details: { version: 3 } });
  await using host = await serve({ "booking.reschedule": [changed, changed, moved] });

  await expect(host.client.moveBooking(complete)).rejects.toMatchObject({
    code: "BOOKING_CHANGED",
    details: { version: 3 },
    httpStatus: 409,
  });
  await host.client.moveBooking({ ...complete, whenChanged: "readAgain" });

  const [, first, second] = host.moves();
  expect([first?.["expectedVersion"], second?.["expectedVersion"]]).toEqual([1, 3]);
  expect(first?.["attemptUlid"]).not.toBe(second?.["attemptUlid"]);
});

it("a refusal of the move itself is not repeated", async () => {
  for (const code of ["SLOT_TAKEN", "CAL_RATE_LIMITED", "INTERNAL", "UNAUTHENTICATED"]) {
    await using host = await serve({ "booking.reschedule": [refused(code)] });
    await expect(host.client.moveBooking(complete)).rejects.toMatchObject({ code });
    expect(host.moves()).toHaveLength(1);
  }
});

it("a wait of more than a minute is the caller's", async () => {
  await using host = await serve({
    "booking.reschedule": [refused("RATE_LIMITED", wait(61_000)), moved],
  });

  await expect(host.client.moveBooking(complete)).rejects.toMatchObject({ retryAfterMs: 61_000 });
});

it("the signal ends a move that waits", async () => {
  await using host = await serve({
    "booking.reschedule": [refused("SERVICE_BUSY", wait(50_000))],
  });
  const reason = new Error("enough");
  const ending = new AbortController();
  const move = host.client.moveBooking({ ...complete, signal: ending.signal });
  await expect.poll(host.moves).toHaveLength(1);
  ending.abort(reason);

  await expect(move).rejects.toBe(reason);
});

function wait(retryAfterMs: number) {
  return { status: 429, details: { retryAfterMs } };
}
