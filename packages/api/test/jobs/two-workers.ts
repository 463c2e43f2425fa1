import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { endEarlierWork } from "../support/end-earlier-work.ts";
import { arrangeMeeting, type Meeting, settingsWith } from "../support/meeting.ts";
import { makeMailDue } from "../support/run-tick.ts";
import { addFault, calPost, countMoves, mailTo, sql, stack } from "../support/services.ts";

const main = fileURLToPath(new URL("../../../../apps/worker/src/main.ts", import.meta.url));
const limits = { personPerMinute: 9, personPerDay: 9, bookingPerDay: 9 };

/** An attempt as the process leaves it that dies after Cal.com moved the meeting. */
async function loseAnswer(meeting: Meeting): Promise<string> {
  const move = meeting.moveTo(11);
  const { attempts } = meeting.ports.db;
  const begun = await attempts.begin({
    attemptUlid: move.attemptUlid,
    bookingUlid: meeting.bookingUlid,
    actorUserUlid: meeting.people.coach.ulid,
    requestHash: "hash",
    expectedVersion: 1,
    toStartTime: move.newStartTime,
    toEndTime: move.newEndTime,
    reason: null,
    overrideConflict: false,
    leaseMs: 60_000,
  });
  if (begun.kind !== "created") throw new Error(begun.kind);
  const { ulid: attemptUlid, fence } = begun.attempt;
  await attempts.markSending({ attemptUlid, fence, leaseMs: 60_000, limits });
  await calPost(`/v2/bookings/${meeting.calUid}/reschedule`, {
    token: meeting.people.coach.calApiKey,
    body: { start: move.newStartTime },
  });
  return attemptUlid;
}

/** What a dead worker had taken comes free at once, instead of when its lease is over. */
async function endLeases(): Promise<void> {
  await sql(`update "RescheduleAttempts" set "leaseUntil" = now(), "nextRunAt" = now()
    where "state" in ('SENDING', 'UNKNOWN')`);
  await sql(`update "Jobs" set "leaseUntil" = now() where "leaseUntil" > now()`);
}

async function fenceOf(attemptUlid: string): Promise<number> {
  const [row] = await sql<{ fence: number }>(
    `select "fence" from "RescheduleAttempts" where "ulid" = '${attemptUlid}'`,
  );
  return row?.fence ?? 0;
}

interface MailRow {
  doneAt: string | null;
  tries: number;
}

const mailsOf = ({ bookingUlid }: Meeting) =>
  sql<MailRow>(`select "doneAt", "tries" from "Outbox" where "dedupeKey" like '%${bookingUlid}%'`);

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 80_000;
  while (performance.now() < deadline) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("It did not come to this in time.");
}

/** Real worker processes over one database, and one of them dying at the worst moment. */
export function describeTwoWorkers(engine: string, engineEnv: Record<string, string>): void {
  const started: ChildProcess[] = [];

  async function startWorker(): Promise<ChildProcess> {
    const { supabase, cal, tokenKeys, mail, appOrigin } = settingsWith();
    const env = {
      PATH: process.env["PATH"] ?? "",
      APP_ORIGIN: appOrigin,
      TOKEN_KEYS: tokenKeys,
      NEXT_PUBLIC_SUPABASE_URL: supabase.url,
      SUPABASE_PUBLISHABLE_KEY: supabase.publishableKey,
      SUPABASE_SECRET_KEY: supabase.secretKey,
      CLERK_SECRET_KEY: "sk_test_key_of_this_test",
      CLERK_API_URL: "http://127.0.0.1:9",
      CAL_API_URL: cal.apiUrl,
      RESEND_API_KEY: mail.resendApiKey,
      RESEND_BASE_URL: mail.resendBaseUrl ?? "",
      MAIL_FROM: mail.from,
      WORKER_TICK_MS: "200",
      ...engineEnv,
    };
    const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "pipe"] });
    started.push(child);
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    await new Promise<void>((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`The worker ended (${code}): ${said}`)));
      createInterface({ input: child.stdout }).on("line", (line) => {
        if (line === '{"ready":true}') resolve();
      });
    });
    return child;
  }

  async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }

  afterEach(() => Promise.all(started.splice(0).map((child) => end(child, "SIGKILL"))));

  describe(`two workers on one database, with the engine ${engine}`, () => {
    it(
      "finish the move of a worker that died, with one mail for each person",
      { timeout: 120_000 },
      async () => {
        const meeting = await arrangeMeeting();
        await endEarlierWork(meeting);
        const attemptUlid = await loseAnswer(meeting);
        await addFault({ operation: "bookings", fault: "hang", times: 1_000 });
        await endLeases();
        const before = await fenceOf(attemptUlid);
        const dying = await startWorker();
        await until(async () => (await fenceOf(attemptUlid)) > before);
        await end(dying, "SIGKILL");
        await fetch(`${stack.calUrl}/_sandbox/faults`, { method: "DELETE" });
        expect(await meeting.row()).toMatchObject({ version: 1 });
        await endLeases();

        const workers = await Promise.all([startWorker(), startWorker()]);
        await until(async () => {
          await makeMailDue();
          const mails = await mailsOf(meeting);
          return mails.length > 0 && mails.every(({ doneAt }) => doneAt !== null);
        });
        await Promise.all(workers.map((worker) => end(worker, "SIGTERM")));

        expect(workers.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
        expect(await meeting.row()).toMatchObject({ version: 2 });
        expect(await countMoves()).toBe(1);
        expect((await mailsOf(meeting)).map(({ tries }) => tries)).toEqual([1, 1]);
        for (const { email } of [meeting.people.coach, meeting.people.mentee]) {
          expect(await mailTo(email)).toHaveLength(1);
        }
      },
    );
  });
}
