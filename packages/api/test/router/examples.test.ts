import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { ulid } from "ulid";
import { expect, it } from "vitest";
import { isOver, nextStep } from "../../examples/next-step.ts";
import { createOwnCaller } from "../../examples/own-router.ts";
import { serveRouter } from "../../examples/serve-router.ts";
import { identityOf, startHost } from "../../examples/start-host.ts";
import { type AppRouter, apiScopes, createContext } from "../../src/index.ts";
import { endEarlierWork } from "../support/end-earlier-work.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { countMoves } from "../support/services.ts";

const program = fileURLToPath(new URL("../../examples/move-meeting.ts", import.meta.url));
const readme = readFileSync(new URL("../../../../README.md", import.meta.url), "utf8");

const userIdsOf = ({ people }: Meeting) => new Map([["ak_coach", people.coach.clerkUserId]]);

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function clientOf(url: string) {
  const headers = { authorization: "Bearer ak_coach" };
  return createTRPCClient<AppRouter>({ links: [httpBatchLink({ url, headers })] });
}

it("the typed client of the README moves a meeting, as a program of its own", async () => {
  expect(readme).toContain(`\`\`\`ts\n${readFileSync(program, "utf8")}\`\`\``);
  const meeting = await arrangeMeeting();
  const server = serveRouter(meeting.ports, userIdsOf(meeting));
  const url = await listen(server);
  const { bookingUlid, newStartTime, newEndTime } = meeting.moveTo(11);

  const args = [program, url, "ak_coach", bookingUlid, newStartTime, newEndTime];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  server.close();

  expect(stdout.trim()).toBe("moved");
  expect(Date.parse((await meeting.row()).startTime)).toBe(Date.parse(newStartTime));
});

it("the host in one process moves a meeting, and stops with its work", async () => {
  const meeting = await arrangeMeeting();
  await endEarlierWork(meeting);
  const { settings, log } = meeting.ports;
  const identity = identityOf(new Map());
  const host = startHost(settings, { identity, log, userIds: userIdsOf(meeting) });
  const client = clientOf(await listen(host.server));
  const before = await countMoves();
  const move = meeting.moveTo(11);

  const { outcome } = await client.booking.reschedule.mutate(move);
  const status = await client.booking.rescheduleStatus.query({ attemptUlid: move.attemptUlid });
  await host.stop();

  expect(outcome).toBe("moved");
  expect(isOver(status)).toBe(true);
  expect(await countMoves()).toBe(before + 1);
  expect(meeting.errors).toEqual([]);
});

it("a host's own router has Reslot's roles", async () => {
  const meeting = await arrangeMeeting();
  const { bookingUlid, people } = meeting;
  const callerOf = (clerkUserId: string | null) =>
    createOwnCaller(() =>
      createContext(meeting.ports)({
        caller: clerkUserId ? { kind: "apiKey", clerkUserId, scopes: apiScopes } : null,
        request: { origin: null, contentType: null, requestId: ulid() },
      }),
    );
  const coach = callerOf(people.coach.clerkUserId).booking;

  expect(await callerOf(null).version()).toBe("1");
  expect(await coach.myName()).toBe(people.coach.name);
  expect(await coach.title({ bookingUlid })).toBe("Leadership coaching");
  expect(await coach.asCoach({ bookingUlid })).toBe("coach");
  await expect(coach.asMentee({ bookingUlid })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

it("a program chooses its next step by the code of a failure", async () => {
  const meeting = await arrangeMeeting({ limits: { personPerMinute: 1 } });
  const server = serveRouter(meeting.ports, userIdsOf(meeting));
  const client = clientOf(await listen(server));
  const stepOf = (call: Promise<unknown>) => call.then(() => null, nextStep);
  const move = meeting.moveTo(11);
  const { reschedule } = client.booking;

  const steps = [
    await stepOf(reschedule.mutate({ ...move, bookingUlid: ulid() })),
    await stepOf(reschedule.mutate({ ...move, expectedVersion: 7 })),
    await stepOf(reschedule.mutate(move)),
    await stepOf(reschedule.mutate({ ...meeting.moveTo(12), expectedVersion: 2 })),
  ];
  server.close();

  expect(steps).toEqual([
    { do: "giveUp", message: expect.any(String) },
    { do: "chooseAgain" },
    null,
    { do: "tryAgain", afterMs: expect.any(Number) },
  ]);
  expect(nextStep(new Error("socket hang up"))).toEqual({ do: "readStatus" });
});
