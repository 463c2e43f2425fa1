import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "../../cal/fixture.ts";
import { compareValues } from "../recordings/compare.ts";
import { attendees, coachKey } from "../recorded-server.ts";
import type { Timeline } from "../recordings/timeline.ts";
import { setStage, type Stage } from "../stage.ts";
import type { Target } from "../target.ts";

interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
}

const secret = "whsec";

/**
 * Creates, moves and cancels a booking; the subscriber must receive the recorded webhooks in order,
 * each one signed.
 */
export async function webhookDeliveries(
  target: Target,
  content: Json[],
  timeline: Timeline,
): Promise<string[]> {
  const { url, deliveries, close } = await startSink();
  const [first] = content;
  const request = { method: "POST", path: "/v2/bookings" };
  const response = { status: 201, headers: {}, body: null };
  const recordedAt: string = first.at;
  const recording = { name: "hooks", note: "", recordedAt, request, response };
  const stage = await setStage(target, recording, timeline);
  try {
    await subscribe(stage, url);
    await makeMoveCancel(stage, content);
  } finally {
    close();
  }
  const differences = content.flatMap((recorded, index) =>
    compareDelivery(recorded, deliveries[index]),
  );
  return deliveries.length === content.length
    ? differences
    : [`${deliveries.length} deliveries instead of ${content.length}`, ...differences];
}

async function subscribe({ api }: Stage, subscriberUrl: string): Promise<void> {
  const triggers = ["BOOKING_CREATED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED"];
  const body = { active: true, subscriberUrl, triggers, secret };
  await api({ method: "POST", path: "/v2/webhooks", key: coachKey, body });
}

async function makeMoveCancel({ api }: Stage, content: readonly Json[]): Promise<void> {
  const [created, moved, cancelled] = content.map((delivery) => delivery.body.payload);
  const version = "2024-08-13";
  const post = (path: string, body: object): Promise<Json> =>
    api({ method: "POST", path: `/v2/bookings${path}`, version, body });
  const booking = await post("", {
    eventTypeId: 1,
    start: created.startTime,
    attendee: { ...attendees.mentee, language: "en" },
    metadata: { ourBookingId: created.metadata.ourBookingId },
  });
  const { rescheduledBy } = moved;
  const next = await post(`/${booking.uid}/reschedule`, { start: moved.startTime, rescheduledBy });
  await post(`/${next.uid}/cancel`, { cancellationReason: cancelled.cancellationReason });
}

function compareDelivery(recorded: Json, delivery: Delivery | undefined): string[] {
  const event: string = recorded.body.triggerEvent;
  if (delivery === undefined) return [`${event} did not arrive`];
  const { headers, raw } = delivery;
  const signature = createHmac("sha256", secret).update(raw).digest("hex");
  const same = ["content-type", "x-cal-webhook-version"].filter(
    (name) => headers[name] !== recorded.headers[name],
  );
  return [
    ...same.map((name) => `${event} has another ${name}`),
    ...(headers["x-cal-signature-256"] === signature ? [] : [`${event} is signed wrongly`]),
    ...compareValues(recorded.body, JSON.parse(raw), "").map((line) => `${event} ${line}`),
  ];
}

async function startSink(): Promise<{ url: string; deliveries: Delivery[]; close(): void }> {
  const deliveries: Delivery[] = [];
  const server = createServer((request, response) => {
    let raw = "";
    request.on("data", (chunk: Buffer) => (raw += chunk.toString()));
    request.on("end", () => {
      deliveries.push({ headers: request.headers, raw });
      response.end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}/hook`, deliveries, close };
}
