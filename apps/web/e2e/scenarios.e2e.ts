import { dayMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { calSubscriptionOf } from "./support/cal-subscription.ts";
import {
  chooseTime,
  confirmMove,
  openReschedule,
  openRescheduleAt,
  visit,
} from "./support/journey.ts";
import { pageText } from "./support/page-text.ts";
import {
  bookingUlid,
  firstStart,
  getAvailability,
  getBooking,
  mutate,
  person,
  reconnect,
  rescheduleCalls,
  stack,
} from "./support/stack.ts";
import { before, expectMoved, MAKE_SURE, MOVE_AGAIN, send, toldSince } from "./support/told.ts";

const CONNECT_WARNING =
  "We can't check your calendar for conflicts without access. The times shown are based on the coach's availability. Want to connect your Cal.com account now?";

describe("a coach moves a meeting", () => {
  it("to a time that suits both, when the mentee's calendar is connected", async () => {
    const since = await before("mentee");
    const { page, close, complaints } = await visit("coach", { throughForm: true });
    await openReschedule(page, "connected");
    const choice = { who: "coach", booking: "connected", verdict: "mutual" } as const;
    const start = await chooseTime(page, choice);
    await confirmMove(page, "A workshop came up.");
    await page.getByRole("heading", { name: /^Moved to / }).waitFor();

    const followUp = MOVE_AGAIN;
    const text = await expectMoved({
      booking: "connected",
      start,
      mover: "coach",
      since,
      followUp,
    });
    expect(text).toContain("Reason: “A workshop came up.”");
    expect(complaints).toEqual([]);
    await close();
  });

  it("against the mentee's calendar only with an override and a reason, of which the mentee is told", async () => {
    const since = await before("mentee");
    const start = await firstStart("coach", "connected", "menteeBusy");
    for (const extras of [{}, { overrideConflict: true }, { reason: "Ill" }] as const) {
      const { error } = await send("coach", "connected", { start, ...extras });
      expect(error).toMatchObject({ code: "MENTEE_CONFLICT", details: { verdict: "menteeBusy" } });
    }
    expect((await rescheduleCalls()).length).toBe(since.calls);

    const meant = { start, overrideConflict: true, reason: "Ill" } as const;
    expect((await send("coach", "connected", meant)).data.outcome).toBe("moved");
    const moved = { booking: "connected", start, mover: "coach", followUp: MOVE_AGAIN } as const;
    const text = await expectMoved({ ...moved, since });
    expect(text).toContain("Sam Okafor chose this time although your calendar looked busy.");
  });

  it("on the coach's times alone, when the mentee's is not, and the mentee is asked to make sure", async () => {
    const since = await before("menteeUnconnected");
    const { page, close } = await visit("coach");
    await openRescheduleAt(page, "unconnected");
    const choice = { who: "coach", booking: "unconnected", verdict: "menteeUnknown" } as const;
    const start = await chooseTime(page, choice);
    await confirmMove(page);
    await page.getByRole("heading", { name: /^Moved to / }).waitFor();

    const moved = { booking: "unconnected", start, mover: "coach", followUp: MAKE_SURE } as const;
    expect(await expectMoved({ ...moved, since })).not.toContain("Reason");
    await close();
  });
});

describe("a mentee moves a meeting", () => {
  it("to a time that suits both, and sees others only on request", async () => {
    const since = await before("coach");
    const { page, close } = await visit("mentee");
    await openRescheduleAt(page, "connected");
    const choice = { who: "mentee", booking: "connected", verdict: "mutual" } as const;
    const start = await chooseTime(page, choice);
    const pickable = page.locator("button[data-slot]:not([aria-disabled])");
    const verdicts = await pickable.evaluateAll((buttons) =>
      buttons.map((button) => button.getAttribute("data-verdict")),
    );
    expect(new Set(verdicts)).toEqual(new Set(["mutual"]));
    await confirmMove(page, "The next day suits me better.");
    await page.getByRole("heading", { name: /^Moved to / }).waitFor();

    await expectMoved({ booking: "connected", start, mover: "mentee", since });
    await close();
  });

  it("against their own calendar only knowingly, and without a word of it to the coach", async () => {
    const since = await before("coach");
    const slot = new Date(await firstStart("mentee", "connected", "menteeBusy")).toISOString();
    const { error } = await send("mentee", "connected", { start: slot });
    expect(error?.code).toBe("MENTEE_CONFLICT");

    const { page, close } = await visit("mentee");
    await openRescheduleAt(page, "connected", { slot, all: "1" });
    const busy = page.locator(`button[data-slot="${slot}"]`);
    expect(await busy.textContent()).toContain("you’re busy");
    await page.getByRole("button", { name: "Review this move" }).first().click();
    await page.getByRole("checkbox", { name: "Move it anyway" }).check();
    await page.getByRole("button", { name: /^Move to .* anyway$/ }).click();
    await page.getByRole("heading", { name: /^Moved to / }).waitFor();

    const text = await expectMoved({ booking: "connected", start: slot, mover: "mentee", since });
    expect(text).not.toContain("busy");
    await close();
  });

  it("on the coach's times after a warning, when their own calendar is not connected", async () => {
    const since = await before("coach2");
    const { page, close } = await visit("menteeUnconnected");
    await openRescheduleAt(page, "otherCoach");
    await page.getByText(CONNECT_WARNING).waitFor();
    const connect = page.getByRole("link", { name: "Connect Cal.com" });
    const ways = /^\/(settings\/calendar|api\/cal\/connect)\?returnTo=/;
    expect(await connect.getAttribute("href")).toMatch(ways);
    const who = "menteeUnconnected";
    const start = await chooseTime(page, { who, booking: "otherCoach", verdict: "menteeUnknown" });
    await confirmMove(page);
    await page.getByRole("heading", { name: /^Moved to / }).waitFor();
    await expectMoved({ booking: "otherCoach", start, mover: who, since });
    await close();
  });
});

/** Answers what an earlier file may have left to the coach, so that the meeting stands. */
async function confirmRequest(): Promise<void> {
  const { status, version } = await getBooking("coach", "needsConfirmation");
  if (status !== "pending") return;
  const request = { bookingUlid: bookingUlid("needsConfirmation"), expectedVersion: version };
  await mutate("coach", "booking.confirm", { ...request, attemptUlid: ulid() });
}

describe.each([{ calendar: "connected" }, { calendar: "not connected" }])(
  "a meeting that needs confirmation, the mentee's calendar $calendar,",
  ({ calendar }) => {
    const isConnected = calendar === "connected";
    const booking = "needsConfirmation";
    const verdict = isConnected ? "mutual" : "menteeUnknown";
    beforeAll(async () => {
      await confirmRequest();
      if (!isConnected) await mutate("mentee", "calConnection.disconnect", {});
    });
    afterAll(() => (isConnected ? undefined : reconnect("mentee")));

    it("is moved by the coach at once", async () => {
      const since = await before("mentee");
      const start = await firstStart("coach", booking, verdict);
      expect((await send("coach", booking, { start })).data.outcome).toBe("moved");

      const followUp = isConnected ? MOVE_AGAIN : MAKE_SURE;
      await expectMoved({ booking, start, mover: "coach", since, followUp });
      expect((await getBooking("mentee", booking)).status).toBe("accepted");
    });

    it("is asked for by the mentee, who knows that the old time goes, and confirmed by the coach", async () => {
      const since = await before("coach");
      const { page, close } = await visit("mentee");
      await openRescheduleAt(page, booking);
      await page.getByText("Sam confirms every change to this meeting").waitFor();
      expect(await page.getByText(CONNECT_WARNING).count()).toBe(isConnected ? 0 : 1);
      const start = await chooseTime(page, { who: "mentee", booking, verdict });
      await page
        .getByRole("button", { name: /^Review/ })
        .first()
        .click();
      await page.getByRole("heading", { name: /^Ask Sam for / }).waitFor();
      await page.getByRole("checkbox", { name: /is given up$/ }).check();
      await page.getByRole("button", { name: /^Ask for / }).click();
      await page.getByRole("heading", { name: /^Asked for / }).waitFor();
      await close();

      const asked = await toldSince(since, booking);
      expect(asked.newStart).toBe(Date.parse(start));
      expect(asked.text).toMatch(/^Alex Rivera asked to move “.+” from .+ to /);
      expect(asked.text).toContain("Confirm or decline the new one in Reslot.");
      expect(asked.mail.subject).toMatch(/^Waiting for confirmation, /);

      const sinceAsked = await before("mentee");
      const coach = await visit("coach");
      await coach.page.goto(`${stack.webUrl}/meetings/${bookingUlid(booking)}`);
      await coach.page.getByRole("heading", { name: "Alex asks for a new time" }).waitFor();
      await coach.page.getByRole("button", { name: /^Confirm / }).click();
      await coach.page
        .getByText(/^Confirmed for .+ Alex will be notified\.$/)
        .first()
        .waitFor();
      await coach.close();
      const answered = await toldSince(sinceAsked, booking);
      expect(answered.text).toMatch(/^Sam Okafor confirmed “.+”\. It takes place on /);
      expect((await getBooking("mentee", booking)).status).toBe("accepted");
    });
  },
);

describe("while the coach is not connected,", () => {
  beforeAll(() => mutate("coach", "calConnection.disconnect", {}));
  afterAll(async () => {
    await reconnect("coach");
    await calSubscriptionOf("coach");
  });

  it.each([
    ["coach", "connected", "Connect your Cal.com account first", "Connect Cal.com first"],
    ["coach", "unconnected", "Connect your Cal.com account first", "Connect Cal.com first"],
    ["menteeUnconnected", "unconnected", "once Sam connects Cal.com", "Let Sam know"],
  ] as const)("%s reads so before choosing a time of %s, and moves nothing", async (...cell) => {
    const [key, booking, onMeeting, onReschedule] = cell;
    const path = `/meetings/${bookingUlid(booking)}`;
    expect(await pageText(key, path)).toContain(onMeeting);
    const { page, close } = await visit(key);
    await page.goto(`${stack.webUrl}${path}/reschedule`);
    await page.getByText(onReschedule).first().waitFor();
    expect(await page.locator("[data-slot]").count()).toBe(0);
    await close();

    const calls = (await rescheduleCalls()).length;
    const { startTime } = await getBooking(key, booking);
    const start = new Date(Date.parse(startTime) + 7 * dayMs).toISOString();
    const { error } = await send(key, booking, { start });
    expect(error?.code).toBe("CAL_NOT_CONNECTED");
    expect((await rescheduleCalls()).length).toBe(calls);
  });

  it("a mentee who is not connected either lets them know", async () => {
    const since = await before("coach");
    const { page, close } = await visit("menteeUnconnected");
    await page.goto(`${stack.webUrl}/meetings/${bookingUlid("unconnected")}/reschedule`);
    await page.getByRole("button", { name: "Let Sam know" }).click();
    await page.getByText("Sam has been notified.").waitFor();
    await close();
    const { text, mail } = await toldSince(since, "unconnected");
    expect(text).toMatch(/^Maya Lindqvist can’t move “.+” until you connect Cal\.com\./);
    expect(mail.subject).toMatch(/^Connect Cal\.com, so that .+ can be moved/);
  });

  it("a mentee who is connected moves the meeting all the same", async () => {
    const since = await before("coach");
    const start = await firstStart("mentee", "connected", "mutual");
    expect((await send("mentee", "connected", { start })).data.outcome).toBe("moved");
    await expectMoved({ booking: "connected", start, mover: "mentee", since });
  });
});

describe("while the mentee's calendar can't be read,", () => {
  const booking = "connected";
  const setHealth = async (calendars: "ok" | "brokenAll") => {
    const body = JSON.stringify({ email: person("mentee").email, calendars });
    const headers = { "content-type": "application/json" };
    await fetch(`${stack.calUrl}/_sandbox/calendar-health`, { method: "POST", headers, body });
    await reconnect("mentee"); // what was read is not kept for another connection
  };
  beforeAll(() => setHealth("brokenAll"));
  afterAll(() => setHealth("ok"));

  it.each([
    ["coach", "We don’t know when Alex is free. You can still move the meeting, with a reason."],
    ["mentee", "These are Sam’s times. We don’t know when you are free."],
  ] as const)("no time counts as free for the %s, and the page says why", async (key, words) => {
    const { data } = await getAvailability(key, booking);
    expect(data.checks.mentee).toBe("unreachable");
    const verdicts = new Set(data.slots.map((slot) => slot.verdict));
    verdicts.delete("current");
    expect([...verdicts]).toEqual(["menteeUnknown"]);
    const path = `/meetings/${bookingUlid(booking)}/reschedule`;
    expect(await pageText(key, path)).toContain(words);
  });

  it("the coach moves the meeting only with a reason, of which the mentee is told", async () => {
    const since = await before("mentee");
    const start = await firstStart("coach", booking, "menteeUnknown");
    const { error } = await send("coach", booking, { start });
    expect(error).toMatchObject({ code: "MENTEE_CONFLICT", details: { verdict: "menteeUnknown" } });
    const meant = { start, overrideConflict: true, reason: "Ill" } as const;
    expect((await send("coach", booking, meant)).data.outcome).toBe("moved");

    const moved = { booking, start, mover: "coach", followUp: MOVE_AGAIN } as const;
    const text = await expectMoved({ ...moved, since });
    expect(text).toContain("although we couldn’t check your calendar.");
  });

  it("the mentee, who knows it, moves the meeting without one", async () => {
    const since = await before("coach");
    const start = await firstStart("mentee", booking, "menteeUnknown");
    expect((await send("mentee", booking, { start })).data.outcome).toBe("moved");
    await expectMoved({ booking, start, mover: "mentee", since });
  });
});
