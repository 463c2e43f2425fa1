import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { actionIds, formOf } from "./support/server-actions.ts";
import { cookieOf, send } from "./support/attackers.ts";
import {
  bookingUlid,
  countSettledMails,
  eventually,
  getAvailability,
  firstStart,
  getBooking,
  mailsTo,
  moveInput,
  mutate,
  person,
  query,
  rescheduleCalls,
  rows,
  secrets,
  setFault,
  stack,
  startsWithVerdict,
} from "./support/stack.ts";

interface MoveAnswer {
  outcome: string;
  attemptUlid: string;
}

const mutualStart = () => firstStart("mentee", "connected", "mutual");
const rowOf = async (key: "connected" | "past") =>
  (await rows("Bookings", { ulid: `eq.${bookingUlid(key)}` }))[0] ?? {};

describe("the stack that npm start runs", () => {
  it("offers at least 30 shared and 5 busy times within three weeks", async () => {
    const { status, data } = await getAvailability("mentee", "connected");
    const { startTime } = await getBooking("mentee", "connected");
    const startsOf = (verdict: string) =>
      data.slots.filter((slot) => slot.verdict === verdict).map(({ start }) => start);

    expect(status).toBe(200);
    expect(data.checks).toMatchObject({ coach: "checked", mentee: "checked" });
    expect(startsOf("mutual").length).toBeGreaterThanOrEqual(30);
    expect(startsOf("menteeBusy").length).toBeGreaterThanOrEqual(5);
    // Cal.com counts a day's starts from its first free time: a move of another meeting may shift them past this one's.
    const offersItsOwn = data.slots.some(({ start }) => start === startTime);
    expect(startsOf("current")).toEqual(offersItsOwn ? [startTime] : []);
  });

  it("reports health with each dependency", async () => {
    const response = await fetch(`${stack.webUrl}/api/health`);

    expect(response.status).toBe(200);
  });

  it("runs a tick only with its secret", async () => {
    const tick = (method: string, token: string) =>
      fetch(`${stack.webUrl}/api/internal/tick`, {
        method,
        headers: { authorization: `Bearer ${token}` },
      });

    for (const method of ["GET", "POST"]) {
      expect((await tick(method, "wrong")).status).toBe(401);
      expect((await tick(method, secrets.tickSecret)).status).toBe(200);
    }
  });
});

describe("booking.reschedule over HTTP with an API key", () => {
  it("moves the meeting with one call to Cal.com and notifies the other person once", async () => {
    const callsBefore = (await rescheduleCalls()).length;
    const mailsBefore = await countSettledMails("coach");
    const start = await mutualStart();
    const input = await moveInput("mentee", "connected", start);

    const moved = await mutate<MoveAnswer>("mentee", "booking.reschedule", input);

    expect(moved).toMatchObject({
      status: 200,
      data: { outcome: "moved", attemptUlid: input.attemptUlid },
    });
    expect((await rescheduleCalls()).length).toBe(callsBefore + 1);
    const row = await rowOf("connected");
    const atCal = await fetch(`${stack.calUrl}/v2/bookings/${String(row["calBookingId"])}`, {
      headers: { "cal-api-version": "2024-08-13" },
    });
    expect(await atCal.json()).toMatchObject({
      data: { start: input.newStartTime, status: "accepted" },
    });
    const told = await rows("Notifications", {
      bookingUlid: `eq.${input.bookingUlid}`,
      userUlid: `eq.${person("coach").userUlid}`,
      version: `eq.${String(row["version"])}`,
    });
    expect(told).toHaveLength(1);
    await eventually(async () =>
      (await mailsTo("coach")).length === mailsBefore + 1 ? true : null,
    );
  });

  it("returns the same result for the same idempotency key and body, and refuses another body", async () => {
    const input = await moveInput("mentee", "connected", await mutualStart());
    const first = await mutate<MoveAnswer>("mentee", "booking.reschedule", input);
    const calls = (await rescheduleCalls()).length;

    const again = await mutate<MoveAnswer>("mentee", "booking.reschedule", input);
    const other = await mutate("mentee", "booking.reschedule", {
      ...input,
      reason: "something else",
    });

    expect(again.data.outcome).toBe(first.data.outcome);
    expect(other).toMatchObject({ status: 409, error: { code: "IDEMPOTENCY_KEY_REUSED" } });
    expect((await rescheduleCalls()).length).toBe(calls);
  });

  it("lets exactly one of two concurrent moves win", async () => {
    const [one, two] = await startsWithVerdict("mentee", "connected", "mutual");
    const inputs = [
      await moveInput("coach", "connected", one ?? ""),
      await moveInput("mentee", "connected", two ?? ""),
    ] as const;

    const answers = await Promise.all([
      mutate<MoveAnswer>("coach", "booking.reschedule", inputs[0]),
      mutate<MoveAnswer>("mentee", "booking.reschedule", inputs[1]),
    ]);

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const loser = answers.find(({ status }) => status !== 200);
    expect(["RESCHEDULE_IN_PROGRESS", "BOOKING_CHANGED"]).toContain(loser?.error?.code);
  });
});

describe("a move whose response from Cal.com is lost", () => {
  it("is recorded once if Cal.com has made it", async () => {
    const before = await getBooking("mentee", "connected");
    const input = await moveInput("mentee", "connected", await mutualStart());
    await setFault("reschedule", "resetAfterCommit");

    const answer = await mutate<MoveAnswer>("mentee", "booking.reschedule", input);

    expect(answer.status).toBe(200);
    expect(["confirming", "moved"]).toContain(answer.data.outcome);
    const settled = await eventually(async () => {
      const { data } = await query<{ outcome: string }>("mentee", "booking.rescheduleStatus", {
        attemptUlid: input.attemptUlid,
      });
      return data.outcome === "confirming" ? null : data;
    });
    expect(settled.outcome).toBe("moved");
    const after = await getBooking("mentee", "connected");
    expect(after).toMatchObject({ startTime: input.newStartTime, version: before.version + 1 });
  });

  it("ends as failed, with nothing moved, if Cal.com has not made it", async () => {
    const before = await getBooking("mentee", "connected");
    const input = await moveInput("mentee", "connected", await mutualStart());
    await setFault("reschedule", "status500BeforeCommit");

    await mutate("mentee", "booking.reschedule", input);

    const settled = await eventually(async () => {
      const { data } = await query<{ outcome: string; error?: { code: string } }>(
        "mentee",
        "booking.rescheduleStatus",
        { attemptUlid: input.attemptUlid },
      );
      return data.outcome === "confirming" ? null : data;
    });
    expect(settled.outcome).toBe("failed");
    expect(await getBooking("mentee", "connected")).toEqual(before);
  });
});

describe("the confirm form without scripts", () => {
  it("shows Cal.com's refusal, and leaves no attempt open", async () => {
    const before = await getBooking("coach", "connected");
    const input = await moveInput("coach", "connected", await mutualStart());
    const page = `/meetings/${input.bookingUlid}/reschedule`;
    await setFault("reschedule", "rateLimit");

    const { status, headers } = await send(page, {
      method: "POST",
      headers: { cookie: await cookieOf("coach"), origin: stack.webUrl },
      body: formOf({ ...input, [`$ACTION_ID_${actionIds()[0]}`]: "" }),
    });

    expect(status).toBe(303);
    expect(headers.get("location")).toContain("error=CAL_RATE_LIMITED");
    expect(await getBooking("coach", "connected")).toEqual(before);
  });
});

describe("access to a booking", () => {
  it("answers a stranger as for a booking that does not exist", async () => {
    const ask = (id: string) => query("stranger", "booking.get", { bookingUlid: id });

    const foreign = await ask(bookingUlid("connected"));
    const missing = await ask(ulid());

    expect(foreign.status).toBe(404);
    expect(foreign).toEqual(missing);
  });

  it("answers 401 without credentials", async () => {
    const response = await fetch(
      `${stack.webUrl}/api/trpc/booking.list?input=%7B%22when%22%3A%22upcoming%22%7D`,
    );

    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      error: { data: { app: { code: "UNAUTHENTICATED" } } },
    });
  });
});
