import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startTelemetry } from "../../src/server.ts";
import { noTelemetry } from "../../src/infra/telemetry/telemetry.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { attributesOf, type OtlpReceiver, startOtlpReceiver } from "../support/otlp-receiver.ts";
import { runTick } from "../support/run-tick.ts";
import { addFault, sql } from "../support/services.ts";

const source = fileURLToPath(new URL("../../src/", import.meta.url));
const reason = "Because my dentist Dr. Canary moved";

let receiver: OtlpReceiver;
let meeting: Meeting;

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
  meeting = await liveThroughAMove();
});

afterAll(() => {
  vi.unstubAllEnvs();
  receiver.close();
});

/** A look, a refused move, one whose answer is lost and found again, and the mails about it. */
async function liveThroughAMove(): Promise<Meeting> {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url };
  const telemetry = await startTelemetry("reslot-test", env);
  const arranged = await arrangeMeeting({ telemetry });
  const { bookingUlid } = arranged;
  const coach = arranged.as("coach");
  const window = { from: arranged.moveTo(0).newStartTime, to: arranged.moveTo(23).newStartTime };
  await coach.booking.availability({ bookingUlid, ...window, timeZone: "UTC" });
  await expect(arranged.as("stranger").booking.get({ bookingUlid })).rejects.toThrow("not");
  await addFault({ operation: "reschedule", fault: "resetAfterCommit" });
  await coach.booking.reschedule({ ...arranged.moveTo(11), reason });
  const moved = async () => expect(await settle(arranged)).toBe(2);
  await vi.waitFor(moved, { timeout: 20_000 });
  await telemetry.stop();
  return arranged;
}

async function settle({ ports, bookingUlid, row }: Meeting): Promise<number> {
  await sql(`update "RescheduleAttempts" set "nextRunAt" = now(), "leaseUntil" = now()
    where "bookingUlid" = '${bookingUlid}' and "state" = 'UNKNOWN'`);
  await runTick(ports);
  return (await row()).version;
}

describe("OpenTelemetry", () => {
  it("exports spans of calls with their database and Cal.com spans, and metrics", () => {
    const spans = receiver.spans();
    const call = spans.find(({ name }) => name === "rpc booking.availability");
    const inside = spans.filter(({ traceId }) => traceId === call?.traceId);
    expect(inside.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["db bookingContexts.read", "cal slots.list"]),
    );
    expect(inside.filter(({ parentSpanId }) => !parentSpanId)).toEqual([call]);
    const refused = spans.find(({ name }) => name === "rpc booking.get");
    expect(attributesOf(refused ?? { attributes: [] })).toMatchObject({ code: "NOT_FOUND" });
    const lost = spans.find(
      (span) => span.name === "cal bookings.reschedule" && span.status.code === 2,
    );
    expect(attributesOf(lost ?? { attributes: [] })).toMatchObject({ outcome: "noAnswer" });

    const metrics = new Map(receiver.metrics().map((metric) => [metric.name, metric.points]));
    metrics.delete("reslot.cal.webhooks"); // counted where a webhook of the move has arrived by now
    expect([...metrics.keys()].toSorted()).toEqual([
      "reslot.attempts.in_flight",
      "reslot.attempts.in_flight.age",
      "reslot.attempts.needs_human",
      "reslot.attempts.settled",
      "reslot.cal.budget",
      "reslot.cal.credentials_blocked",
      "reslot.cal.duration",
      "reslot.errors",
      "reslot.outbox.age",
      "reslot.outbox.depth",
      "reslot.outbox.given_up",
      "reslot.rpc.duration",
      "reslot.sync.age",
      "reslot.sync.skipped_rows",
    ]);
    // The same worker's files before this one may have left attempts that were settled here too.
    const settled = metrics.get("reslot.attempts.settled") ?? [];
    expect(settled.map((point) => attributesOf(point))).toContainEqual(
      expect.objectContaining({ state: "APPLIED" }),
    );
    expect(new Set(receiver.services())).toEqual(new Set(["reslot-test"]));
  });

  it("exports no name, address, title, reason, uid or credential", async () => {
    const { calBookingId } = await meeting.row();
    const people = Object.values(meeting.people);
    const named = people.flatMap(({ name, email, calApiKey, clerkUserId }) => [
      name,
      email,
      calApiKey,
      clerkUserId,
    ]);
    const canaries = named.concat("Leadership coaching", "Canary", meeting.calUid, calBookingId);

    const sent = receiver.raw();
    expect(sent.length).toBeGreaterThan(5_000);
    expect(canaries.filter((canary) => sent.includes(canary))).toEqual([]);
  });

  it("is off without an endpoint or when disabled", async () => {
    expect(await startTelemetry("reslot-test", {})).toBe(noTelemetry);
    const off = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_SDK_DISABLED: "true" };
    expect(await startTelemetry("reslot-test", off)).toBe(noTelemetry);
  });

  it("is imported by one file and loaded only with that file", async () => {
    const importers = globSync("**/*.ts", { cwd: source }).filter((file) =>
      readFileSync(`${source}${file}`, "utf8").includes('"@opentelemetry/'),
    );
    expect(importers).toEqual(["infra/telemetry/open-telemetry.ts"]);

    expect(await countSdkModules(`${source}server.ts`)).toBe(0);
    expect(await countSdkModules(`${source}${importers.join()}`)).toBeGreaterThan(0);
  });
});

/** How many modules of OpenTelemetry's SDK a fresh process loads for this file. */
async function countSdkModules(file: string): Promise<number> {
  const script = `import { registerHooks } from "node:module";
    let count = 0;
    registerHooks({ load(url, context, next) {
      if (/@opentelemetry.(sdk|exporter)/.test(url)) count += 1;
      return next(url, context);
    } });
    await import(${JSON.stringify(file)});
    console.log(count);`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--input-type=module",
    "-e",
    script,
  ]);
  return Number(stdout);
}
