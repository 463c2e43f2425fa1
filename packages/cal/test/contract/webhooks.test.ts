import { type TestContext, describe, expect, it } from "vitest";
import { type CalWebhook, parseCalWebhook, verifyCalSignature } from "../../src/webhooks/index.ts";
import { sendJson, startServer } from "../local-server.ts";
import { openScene, type Scene } from "./scene.ts";
import { skipsExternal } from "./skipped.ts";
import { startStandIn } from "./target.ts";

const secret = "webhook-secret";

const triggers = [
  "BOOKING_CREATED",
  "BOOKING_RESCHEDULED",
  "BOOKING_REQUESTED",
  "BOOKING_CANCELLED",
  "BOOKING_REJECTED",
] as const;

interface Receiver {
  readonly scene: Scene;
  /** What arrived so far, verified and read. */
  received(): CalWebhook[];
}

async function receive(context: TestContext): Promise<Receiver> {
  const sink = await startServer(context, (response) => sendJson(response, { body: {} }));
  const scene = await openScene(3, await startStandIn());
  context.onTestFinished(() => scene.close());
  const subscriberUrl = `${sink.url}/hook`;
  await scene.coach.webhooks.create({ subscriberUrl, triggers: [...triggers], secret });
  return {
    scene,
    received: () =>
      sink.seen.map(({ body, headers }) => {
        const signature = headers["x-cal-signature-256"];
        expect(verifyCalSignature(body, String(signature), ["next", secret])).toBe(true);
        expect(verifyCalSignature(body, String(signature), ["next"])).toBe(false);
        return parseCalWebhook(body);
      }),
  };
}

const isSkipped = skipsExternal(
  "webhooks that are delivered",
  "a real server reaches no receiver on this machine",
);
describe.skipIf(isSkipped)("webhooks that are delivered", { timeout: 60_000 }, () => {
  it("tell of a booking, its move and its end", async (context) => {
    const { scene, received } = await receive(context);
    const booking = await scene.book();
    const to = { start: scene.takeStart(), rescheduledBy: scene.menteeEmail };
    const moved = await scene.move(scene.mentee, booking.uid, to);
    await scene.api.cancel(moved.uid);

    expect(received()).toMatchObject([
      { triggerEvent: "BOOKING_CREATED", payload: { uid: booking.uid, status: "ACCEPTED" } },
      {
        triggerEvent: "BOOKING_RESCHEDULED",
        payload: {
          uid: moved.uid,
          bookingId: moved.id,
          rescheduleUid: booking.uid,
          rescheduleId: booking.id,
          rescheduledBy: scene.menteeEmail,
        },
      },
      { triggerEvent: "BOOKING_CANCELLED", payload: { uid: moved.uid, requestReschedule: false } },
    ]);
  });

  it("tell of a request, its move and the host's word", async (context) => {
    const { scene, received } = await receive(context);
    const asked = await scene.book(scene.confirmedTypeId);
    const to = { start: scene.takeStart(), rescheduledBy: scene.menteeEmail };
    const moved = await scene.move(scene.mentee, asked.uid, to);
    await scene.api.confirm(moved.uid);
    const other = await scene.book(scene.confirmedTypeId);
    await scene.api.decline(other.uid);

    const events = received().map((webhook) =>
      webhook.triggerEvent === "unknown" ? webhook : [webhook.triggerEvent, webhook.payload.uid],
    );
    expect(events).toEqual([
      ["BOOKING_REQUESTED", asked.uid],
      ["BOOKING_REQUESTED", moved.uid],
      ["BOOKING_CREATED", moved.uid],
      ["BOOKING_REQUESTED", other.uid],
      ["BOOKING_REJECTED", other.uid],
    ]);
  });
});
