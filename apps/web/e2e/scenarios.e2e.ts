import { describe, expect, it } from "vitest";
import {
  type BookingKey,
  bookingUlid,
  countSettledMails,
  eventually,
  getBooking,
  mailsTo,
  person,
  type PersonKey,
  query,
  rescheduleCalls,
  rows,
  stack,
} from "./support/stack.ts";
import {
  chooseTime,
  confirmMove,
  openReschedule,
  openRescheduleAt,
  visit,
} from "./support/journey.ts";

interface NotificationView {
  items: {
    ulid: string;
    bookingUlid: string;
    newStartTime: string;
    text: string;
    readAt: string | null;
    reason: string | null;
  }[];
}

const CONNECT_WARNING =
  "We can't check your calendar for conflicts without access. The times shown are based on the coach's availability. Want to connect your Cal.com account now?";
const MAKE_SURE = "Make sure this time works for you. Let us know if you need to change it.";

async function listNotifications(key: PersonKey): Promise<NotificationView["items"]> {
  return (await query<NotificationView>(key, "notification.list", {})).data.items;
}

async function before(other: PersonKey) {
  const known = new Set((await listNotifications(other)).map((item) => item.ulid));
  return { calls: (await rescheduleCalls()).length, mails: await countSettledMails(other), known };
}

type Before = Awaited<ReturnType<typeof before>>;

/** Reads every place that a move has to reach. */
async function expectMoved(options: {
  booking: BookingKey;
  start: string;
  mover: PersonKey;
  other: PersonKey;
  since: Before;
}): Promise<string> {
  const { booking, start, mover, other, since } = options;
  const seen = await getBooking(mover, booking);
  expect(new Date(seen.startTime).toISOString()).toBe(start);
  expect((await rescheduleCalls()).length).toBe(since.calls + 1);

  const [row] = await rows("Bookings", { ulid: `eq.${bookingUlid(booking)}` });
  const atCal = await fetch(`${stack.calUrl}/v2/bookings/${String(row?.["calBookingId"])}`, {
    headers: { "cal-api-version": "2024-08-13" },
  });
  expect(await atCal.json()).toMatchObject({
    data: { start, rescheduledByEmail: person(mover).email },
  });

  const told = (await listNotifications(other)).filter(({ ulid }) => !since.known.has(ulid));
  expect(told).toHaveLength(1);
  expect(told[0]?.bookingUlid).toBe(bookingUlid(booking));
  expect(Date.parse(told[0]?.newStartTime ?? "")).toBe(Date.parse(start));
  expect(told[0]?.readAt).toBeNull();
  await eventually(async () => ((await mailsTo(other)).length === since.mails + 1 ? true : null));
  return told[0]?.text ?? "";
}

describe("a coach moves a meeting", () => {
  it("to a time that suits both, when the mentee's calendar is connected", async () => {
    const since = await before("mentee");
    const { page, close, complaints } = await visit("coach", { throughForm: true });
    await openReschedule(page, "connected");
    const start = await chooseTime(page, {
      who: "coach",
      booking: "connected",
      verdict: "mutual",
    });
    await confirmMove(page, "A workshop came up.");
    await page.getByRole("heading", { name: /^Moved to / }).waitFor();

    await expectMoved({ booking: "connected", start, mover: "coach", other: "mentee", since });
    expect(complaints).toEqual([]);
    await close();
  });

  it("on the coach's times alone, when the mentee's is not, and the mentee is asked to make sure", async () => {
    const since = await before("menteeUnconnected");
    const { page, close } = await visit("coach");
    await openRescheduleAt(page, "unconnected");
    const start = await chooseTime(page, {
      who: "coach",
      booking: "unconnected",
      verdict: "menteeUnknown",
    });
    await confirmMove(page);
    await page.getByRole("heading", { name: /^Moved to / }).waitFor();

    const text = await expectMoved({
      booking: "unconnected",
      start,
      mover: "coach",
      other: "menteeUnconnected",
      since,
    });
    expect(text).toContain(MAKE_SURE);
    await close();
  });
});

describe("a mentee moves a meeting", () => {
  it("to a time that suits both, and sees others only on request", async () => {
    const since = await before("coach");
    const { page, close } = await visit("mentee");
    await openRescheduleAt(page, "connected");
    const start = await chooseTime(page, {
      who: "mentee",
      booking: "connected",
      verdict: "mutual",
    });
    const pickable = page.locator("button[data-slot]:not([aria-disabled])");
    const verdicts = await pickable.evaluateAll((buttons) =>
      buttons.map((button) => button.getAttribute("data-verdict")),
    );
    expect(new Set(verdicts)).toEqual(new Set(["mutual"]));
    await confirmMove(page, "The next day suits me better.");
    await page.getByRole("heading", { name: /^Moved to / }).waitFor();

    await expectMoved({ booking: "connected", start, mover: "mentee", other: "coach", since });
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
    const start = await chooseTime(page, {
      who: "menteeUnconnected",
      booking: "otherCoach",
      verdict: "menteeUnknown",
    });
    await confirmMove(page);
    await page.getByRole("heading", { name: /^Moved to / }).waitFor();

    await expectMoved({
      booking: "otherCoach",
      start,
      mover: "menteeUnconnected",
      other: "coach2",
      since,
    });
    await close();
  });
});
