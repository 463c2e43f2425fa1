import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { cookieOf, send, sql } from "./support/attackers.ts";
import { pageText } from "./support/page-text.ts";
import {
  bookAt,
  bookingUlid,
  countSettledMails,
  eventually,
  getBooking,
  moveInput,
  mutate,
  newestMail,
  person,
  query,
  reconnect,
  rows,
  setFault,
  stack,
  firstStart,
} from "./support/stack.ts";
import type { PersonKey } from "./support/stack-file.ts";

const meeting = `/meetings/${bookingUlid("connected")}`;

afterEach(() => fetch(`${stack.calUrl}/_sandbox/faults`, { method: "DELETE" }));

/** The coach moves the meeting, which makes earlier reads outdated. */
async function moveElsewhere(): Promise<void> {
  const start = await firstStart("coach", "connected", "mutual");
  const move = await moveInput("coach", "connected", start);
  expect((await mutate("coach", "booking.reschedule", move)).error).toBeNull();
}

describe("a meeting's time", () => {
  it("is the same in the mail, in the notification and on every page", async () => {
    const mails = await countSettledMails("mentee");
    await moveElsewhere();

    const mail = await eventually(() => newestMail("mentee", mails));
    const words = /^New time: (?<span>.+)$/m.exec(mail.text)?.groups?.["span"] ?? "";
    const [, day = "", time = ""] = /^(\w+ \d+ \w+) \d+, (\d\d:\d\d)/.exec(words) ?? [];
    expect(words).toMatch(/^\w{3} \d+ \w{3} \d{4}, \d\d:\d\d – \d\d:\d\d \(Vancouver, UTC−\d\)$/);
    for (const part of words.replace(")", "").split(" (")) expect(mail.html).toContain(part);
    const { data } = await query<{ items: { text: string }[] }>("mentee", "notification.list", {});
    expect(data.items[0]?.text).toContain(words);
    const notices = await pageText("mentee", "/notifications");
    expect(notices).toContain(`${day}, ${time}`);
    expect(await pageText("mentee", meeting)).toContain(`${day}, ${time}`);
  });
});

describe("the people of the demo", () => {
  it("have the time zones of their Cal.com account or of a booking, and none from the seed", async () => {
    const zoneOf = async (key: PersonKey) => {
      const [row] = await rows("User", { ulid: `eq.${person(key).userUlid}` });
      return [row?.["timeZone"], row?.["timeZoneFrom"]];
    };
    expect(await zoneOf("coach")).toEqual(["Europe/London", "cal"]);
    expect(await zoneOf("mentee")).toEqual(["America/Vancouver", "cal"]);
    const learned = expect.stringMatching(/^(booking|cal)$/);
    expect(await zoneOf("menteeUnconnected")).toEqual(["Europe/Stockholm", learned]);
  });
});

describe("a person from Kathmandu who has set nothing", () => {
  const { userUlid, email } = person("stranger");
  const ofTheirs = `select "ulid" from "Bookings" where "menteeUserUlid" = '${userUlid}'`;

  beforeAll(async () => {
    await sql(
      `update "User" set "timeZone" = null, "timeZoneFrom" = null where "ulid" = '${userUlid}'`,
    );
    const start = await firstStart("coach", "unconnected", "menteeUnknown");
    const attendee = { name: "Robin Vale", email, timeZone: "Asia/Kathmandu" };
    await bookAt("unconnected", { start, attendee });
    await reconnect("coach");
  });
  afterAll(async () => {
    for (const table of ["BookingEvents", "RescheduleAttempts", "Notifications", "BookingCalRefs"])
      await sql(`delete from "${table}" where "bookingUlid" in (${ofTheirs})`);
    await sql(`delete from "Bookings" where "menteeUserUlid" = '${userUlid}'`);
    await sql(
      `update "User" set "timeZone" = null, "timeZoneFrom" = null where "ulid" = '${userUlid}'`,
    );
  });

  it("sees Kathmandu on every page and in the first mail", async () => {
    const [row] = await sql(ofTheirs);
    const id = String(row?.["ulid"]);
    const read = (path: string) => pageText("stranger", path);

    expect(await read("/meetings")).toContain("your time, Kathmandu");
    expect(await read(`/meetings/${id}`)).toContain("Your time · Kathmandu, UTC+5:45");
    const reschedule = await read(`/meetings/${id}/reschedule`);
    expect(reschedule).toContain("Kathmandu, UTC+5:45 (your own)");

    const mails = await countSettledMails("stranger");
    const start = await firstStart("coach", "unconnected", "menteeUnknown");
    const move = { ...(await moveInput("coach", "unconnected", start)), bookingUlid: id };
    const moved = await mutate("coach", "booking.reschedule", { ...move, expectedVersion: 1 });
    expect(moved.error).toBeNull();
    const mail = await eventually(() => newestMail("stranger", mails));
    expect(mail.text).toMatch(/^Old time: .* \(Kathmandu, UTC\+5:45\)$/m);
    expect(mail.text).toMatch(/^New time: .* \(Kathmandu, UTC\+5:45\)$/m);
    expect(await read("/notifications")).toContain("your time, Kathmandu");
  });
});

describe("while Cal.com's times cannot be read", () => {
  it("the reschedule page is there without any, and the meeting's page says when it is", async () => {
    await moveElsewhere();
    const { startTime } = await getBooking("mentee", "connected");
    await setFault("slots", "status500BeforeCommit", 100);

    const cookie = await cookieOf("mentee");
    const { status, text } = await send(`${meeting}/reschedule`, { headers: { cookie } });

    expect(status).toBe(200);
    expect(text).not.toContain("data-slot=");
    const { timeZone } = person("mentee");
    const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
    const shown = await pageText("mentee", meeting);
    expect(shown).toContain(time.format(Date.parse(startTime)));
    expect(shown).toContain("Reschedule");
  });
});
