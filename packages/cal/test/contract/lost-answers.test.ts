import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCalClient } from "../../src/index.ts";
import { parseInstant } from "../../src/time/index.ts";
import { closeScene, errorOf, openScene, type Scene } from "./scene.ts";
import { skipsExternal } from "./skipped.ts";

const isSkipped = skipsExternal(
  "a move whose answer is lost",
  "only the stand-in can be told to lose an answer",
);
describe.skipIf(isSkipped)("a move whose answer is lost", { timeout: 60_000 }, () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene(2);
  }, 60_000);
  afterAll(() => closeScene(scene), 120_000);

  const fail = async (fault: string) => {
    const response = await fetch(`${scene.url}/_sandbox/faults`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ operation: "reschedule", fault, times: 1 }),
    });
    expect(response.ok).toBe(true);
  };
  const impatient = () =>
    createCalClient({ baseUrl: scene.url, accessToken: null, timeouts: { writeMs: 1500 } });

  it.each([
    ["resetAfterCommit", "UNREACHABLE"],
    ["truncatedBody", "UNEXPECTED_RESPONSE"],
    ["status500AfterCommit", "SERVER_ERROR"],
    ["delay", "UNREACHABLE"],
  ])("is found by reading the old booking (%s)", async (fault, code) => {
    const old = await scene.book();
    const start = scene.takeStart();
    await fail(fault);

    const error = await errorOf(
      scene.move(impatient(), old.uid, { start, rescheduledBy: scene.coachEmail }),
    );

    expect(error.code).toBe(code);
    expect(error.outcomeUnknown).toBe(true);
    const { status, rescheduledToUid } = await scene.anonymous.bookings.get(old.uid);
    const successor = await scene.anonymous.bookings.get(rescheduledToUid ?? "");
    expect(status).toBe("cancelled");
    expect(parseInstant(successor.start)).toBe(parseInstant(start));
    await scene.api.cancel(successor.uid);
  });

  it("is found not to have happened", async () => {
    const old = await scene.book();
    await fail("status500BeforeCommit");

    const error = await errorOf(
      scene.move(impatient(), old.uid, {
        start: scene.takeStart(),
        rescheduledBy: scene.coachEmail,
      }),
    );

    expect(error.outcomeUnknown).toBe(true);
    await expect(scene.anonymous.bookings.get(old.uid)).resolves.toMatchObject({
      status: "accepted",
    });
  });

  it.each([
    ["rateLimit", "RATE_LIMITED"],
    ["unauthorized", "TOKEN_INVALID"],
  ])("is known to have changed nothing after %s", async (fault, code) => {
    const old = await scene.book();
    await fail(fault);

    const error = await errorOf(
      scene.move(impatient(), old.uid, {
        start: scene.takeStart(),
        rescheduledBy: scene.coachEmail,
      }),
    );

    expect(error).toMatchObject({ code, answered: true });
    expect(error.outcomeUnknown).toBe(false);
  });
});
