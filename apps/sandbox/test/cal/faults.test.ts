import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { coachKey, startFixture, type Fixture } from "./fixture.ts";

let cal: Fixture;
let uid: string;
beforeAll(async () => {
  cal = await startFixture();
});
afterAll(() => cal.close());
beforeEach(async () => {
  await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
  uid = await cal.book("2026-12-01T09:00:00Z");
});

const fault = (name: string, extra?: object) =>
  cal.control("/faults", { operation: "reschedule", fault: name, ...extra });
const move = (signal?: AbortSignal) =>
  cal.move(uid, "2026-12-01T12:00:00Z", signal === undefined ? {} : { signal });
const status = async (): Promise<string> =>
  (await cal.call("GET", `/v2/bookings/${uid}`)).body.data.status;

describe("faults of a move", () => {
  it("resetAfterCommit moves the booking and resets the connection", async () => {
    await fault("resetAfterCommit");
    await expect(move()).rejects.toThrow("fetch failed");
    expect(await status()).toBe("cancelled");
  });

  it("status500AfterCommit moves the booking and answers 500", async () => {
    await fault("status500AfterCommit");
    const reply = await move();
    expect([reply.status, reply.body.error]).toEqual([
      500,
      { code: "INTERNAL_SERVER_ERROR", message: "There was an error, please try again later." },
    ]);
    expect(await status()).toBe("cancelled");
  });

  it("status500BeforeCommit changes nothing", async () => {
    await fault("status500BeforeCommit");
    expect((await move()).status).toBe(500);
    expect(await status()).toBe("accepted");
  });

  it("truncatedBody answers 201 with half of the JSON", async () => {
    await fault("truncatedBody");
    const reply = await move();
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual(expect.stringMatching(/^\{"status":"success"/));
    expect(await status()).toBe("cancelled");
  });

  it("hang never answers and changes nothing", async () => {
    await fault("hang");
    await expect(move(AbortSignal.timeout(300))).rejects.toThrow("aborted");
    expect(await status()).toBe("accepted");
  });

  it("delay answers late, after the move", async () => {
    await fault("delay", { delayMs: 5_000 });
    const leaving = new AbortController();
    const moving = move(leaving.signal);
    await expect.poll(status).toBe("cancelled");
    leaving.abort();
    await expect(moving).rejects.toThrow("aborted");
  });

  it("delayBeforeCommit answers late, and moves only then", async () => {
    await fault("delayBeforeCommit", { delayMs: 2_000 });
    const moving = move();
    expect(await status()).toBe("accepted");
    expect((await moving).status).toBe(201);
    expect(await status()).toBe("cancelled");
  });

  it("rateLimit and unauthorized answer as the real service does", async () => {
    await fault("rateLimit");
    await fault("unauthorized");
    const limited = await move();
    expect([limited.status, limited.body.error.details]).toEqual([429, limited.body.error.message]);
    expect(limited.headers.get("x-ratelimit-reset-default")).toBe("60");
    const refused = await move();
    expect([refused.status, refused.body.error.message]).toEqual([401, "Invalid Access Token."]);
    expect((await move()).status).toBe(201);
  });
});

describe("configured faults", () => {
  it("affect the configured number of calls of their operation only", async () => {
    await cal.control("/faults", { operation: "me", fault: "status500BeforeCommit", times: 2 });
    const replies: number[] = [];
    for (let call = 0; call < 3; call += 1)
      replies.push((await cal.call("GET", "/v2/me", { key: coachKey })).status);
    expect(replies).toEqual([500, 500, 200]);
  });

  it("are refused with an unknown name", async () => {
    expect((await fault("explode")).status).toBe(400);
    expect((await cal.control("/faults", { operation: "all", fault: "hang" })).status).toBe(400);
  });

  it("leave unanswered calls in the log with status 0", async () => {
    await fault("resetAfterCommit");
    await move().catch(() => undefined);
    await move();
    const log = (await cal.call("GET", "/_sandbox/log")).body;
    expect(
      log.map((entry: { method: string; status: number }) => [entry.method, entry.status]),
    ).toEqual([
      ["POST", 0],
      ["POST", 400],
    ]);
    expect(log[0].path).toBe(`/v2/bookings/${uid}/reschedule`);
  });
});
