import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dayMs, hourMs } from "@reslot/cal/time";
import { beforeAll, describe, expect, it } from "vitest";
import { cookieOf, send, sql } from "./support/attackers.ts";
import { procedureCases } from "./support/procedure-cases.ts";
import {
  bookingUlid,
  countSettledMails,
  eventTypeIdOf,
  eventually,
  firstStart,
  getBooking,
  localDir,
  type Mail,
  mailsTo,
  moveInput,
  mutate,
  newestMail,
  person,
  type PersonKey,
  stack,
} from "./support/stack.ts";
import { visit } from "./support/journey.ts";

const readLog = (name: string) => readFileSync(join(localDir, "logs", `${name}.log`), "utf8");

async function control(path: string, body: unknown): Promise<{ uid: string }> {
  const response = await fetch(`${stack.calUrl}/_sandbox/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
  return response.json();
}

describe("the events in one person's calendar", () => {
  const canary = "CANARY-Zahnarzt-7f3a";
  /** Settings name to a coach the guests of their own meetings that are left alone. */
  const guest = "CANARY-Gast-2b8e";
  const canaries: string[] = [canary];
  let forCoach: string[] = [];
  let forMentee: string[] = [];

  beforeAll(async () => {
    const start = Math.floor(Date.now() / dayMs) * dayMs + 11 * dayMs + 13 * hourMs;
    const [from, to] = [start, start + dayMs / 24].map((at) => new Date(at).toISOString());
    await control("busy", {
      email: person("coach").email,
      intervals: [{ start: from, end: to, title: canary }],
    });
    const { uid } = await control("bookings", {
      eventTypeId: await eventTypeIdOf("unconnected"),
      start: new Date(start + dayMs).toISOString(),
      attendee: { name: guest, email: "canary@example.net", timeZone: "UTC" },
      metadata: { note: canary },
    });
    canaries.push(uid, "canary@example.net");
    const uids = await sql(`select "calBookingUid" as uid from "BookingCalRefs"
      union select "calBookingId" from "Bookings"`);
    const calKeys = stack.users.flatMap((user) => Object.values(user).filter(isCalKey));
    const everybodys = [...canaries, ...uids.map((row) => String(row["uid"])), ...calKeys];
    forCoach = [...everybodys, person("mentee").email, person("mentee").apiKey];
    forMentee = [...everybodys, guest, person("coach").email, person("coach").apiKey];
  });

  const isCalKey = (value: unknown): value is string =>
    typeof value === "string" && value.startsWith("cal_");

  /** A meeting has the address of the other person, where both have agreed to it. */
  const isAddress = (secret: string) =>
    [person("coach").email, person("mentee").email].includes(secret);

  /** Forbidden strings in a text, with the name of the place they were found in. */
  function leaksIn(where: string, text: string, hidden: readonly string[]): string[] {
    return hidden.filter((secret) => text.includes(secret)).map((secret) => `${where}: ${secret}`);
  }

  it("appear in no API response to either person of a meeting", async () => {
    const leaks: string[] = [];
    const reads = (await procedureCases()).filter(({ type }) => type === "query");
    for (const [key, hidden] of [
      ["coach", forCoach],
      ["mentee", forMentee],
    ] as const) {
      for (const { path, input } of reads) {
        const isHidden = (secret: string) => path !== "booking.get" || !isAddress(secret);
        const query = `?input=${encodeURIComponent(JSON.stringify(input))}`;
        const headers = { authorization: `Bearer ${person(key).apiKey}` };
        const { text } = await send(`/api/trpc/${path}${query}`, { headers });
        leaks.push(...leaksIn(`${key} ${path}`, text, hidden.filter(isHidden)));
      }
    }
    expect(leaks).toEqual([]);
  });

  it("appear in the HTML of no page", async () => {
    const leaks: string[] = [];
    const booking = `/meetings/${bookingUlid("connected")}`;
    const pages = [
      "/meetings",
      booking,
      `${booking}/reschedule`,
      "/notifications",
      "/settings/calendar",
      "/settings/sharing",
      "/settings/data",
    ];
    for (const [key, hidden] of [
      ["coach", forCoach],
      ["mentee", forMentee],
    ] as const) {
      for (const path of pages) {
        const isHidden = (secret: string) => !path.startsWith(booking) || !isAddress(secret);
        for (const more of [{}, { rsc: "1" }]) {
          const headers = { cookie: await cookieOf(key), ...more };
          const { text, status } = await send(path, { headers, redirect: "follow" });
          expect([path, status]).toEqual([path, 200]);
          leaks.push(...leaksIn(`${key} ${path}`, text, hidden.filter(isHidden)));
        }
      }
    }
    expect(leaks).toEqual([]);
  });

  it("appear in no mail to the other person", async () => {
    for (const [key, hidden] of [
      ["coach", forCoach],
      ["mentee", forMentee],
    ] as const) {
      const mails = await mailsTo(key);
      expect(leaksIn(`mail to ${key}`, mails.map(bodyOf).join("\n"), hidden)).toEqual([]);
    }
  });

  const bodyOf = ({ subject, text, html }: Mail) => `${subject}\n${text}\n${html}`;

  it("appear in no log or database row, and neither does any secret", () => {
    const own = Object.values<string>(
      JSON.parse(readFileSync(join(localDir, "secrets.json"), "utf8")),
    );
    const secret = own.filter((value) => !value.startsWith("sb_publishable_"));
    for (const name of ["web", "worker"]) {
      const log = readLog(name);
      expect(leaksIn(name, log, [...forCoach, ...forMentee, ...secret])).toEqual([]);
      expect(log).not.toMatch(/eyJ[\w-]{10,}\.[\w-]{10,}\./);
    }
  });

  it("appear in no browser bundle, and neither do server-only names", () => {
    const root = new URL("../.next/static", import.meta.url).pathname;
    const files = globSync("**/*.{js,css,json,map}", { cwd: root });
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const text = readFileSync(join(root, file), "utf8");
      const serverOnly = [
        "SUPABASE_SECRET_KEY",
        "calBookingId",
        "sealedToken",
        "service_role",
        "TOKEN_KEYS",
      ];
      expect(leaksIn(file, text, [...serverOnly, "sb_secret_", "/_sandbox/"])).toEqual([]);
    }
  });
});

describe("text with markup, control characters or templates in it", () => {
  const html = `<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>"'&amp;`;
  const breaking = "\r\nBcc: all@example.net\r\n\u0085\u2028\u2029\u001b[31m";
  const turning = "\u202e\u2066\u2067gnp.exe\u2069\u202c\u200f\u061c\ud800";
  const hidden = "\u200b\u2060\ufeff\u00ad\u{e0041}";
  const hostile = `${html}${breaking}${turning}${hidden}👩🏽‍🚀 {{7*7}} \${7*7} =1+1`;

  const move = async (key: PersonKey, reason: string) => {
    const start = await firstStart(key, "otherCoach", "menteeUnknown");
    const input = await moveInput(key, "otherCoach", start);
    return mutate(key, "booking.reschedule", { ...input, reason });
  };

  it("is refused where the database cannot store it, and nothing is moved", async () => {
    const impossible = { nul: "a\u0000b", long: "x".repeat(10_000) };
    for (const [name, reason] of Object.entries(impossible)) {
      const before = await getBooking("coach2", "otherCoach");
      const { status, error } = await move("coach2", reason);
      expect([name, status, error?.code]).toEqual([name, 400, "INVALID_INPUT"]);
      expect(await getBooking("coach2", "otherCoach")).toEqual(before);
    }
  });

  it("stays plain text in mail, on pages and in logs, as a reason, a title and a name", async () => {
    const literal = `'${`${html}${breaking}${turning}${hidden}`.replaceAll("'", "''")}'`;
    const [booking] = await sql(
      `select "title" from "Bookings" where "ulid" = '${bookingUlid("otherCoach")}'`,
    );
    const [coach] = await sql(
      `select "name" from "User" where "ulid" = '${person("coach2").userUlid}'`,
    );
    const rename = (title: string, name: string) =>
      sql(`update "Bookings" set "title" = ${title} where "ulid" = '${bookingUlid("otherCoach")}';
        update "User" set "name" = left(${name}, 200) where "ulid" = '${person("coach2").userUlid}'`);
    await rename(literal, literal);
    const mailsBefore = await countSettledMails("menteeUnconnected");

    const moved = await move("coach2", hostile);
    expect([moved.status, moved.error]).toEqual([200, null]);
    const newest = () => newestMail("menteeUnconnected", mailsBefore);
    const mail = await eventually(newest).catch(() => null);
    const shown = await look();
    await rename(`'${String(booking?.["title"])}'`, `'${String(coach?.["name"])}'`);

    expect(mail?.subject).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
    expect(mail?.html).toContain("&lt;img src=x");
    expect(mail?.html).not.toMatch(/<(?:img|script)/);
    const withoutEmoji = `${mail?.html}${mail?.text}`.replaceAll("👩🏽‍🚀", "");
    expect(withoutEmoji).not.toMatch(/\p{Cf}|[^\P{Cc}\n]/u);
    expect(mail?.text).not.toMatch(/^Bcc:/m);
    expect(shown).toEqual({ pwned: [], images: 0, showsIt: true });
    for (const name of ["web", "worker"]) expect(readLog(name)).not.toMatch(/^Bcc:/m);
  });

  /** The mentee's pages, in a browser: what ran, what became an element, and whether the text is there. */
  async function look() {
    const { page, close } = await visit("menteeUnconnected");
    const pwned: string[] = [];
    let images = 0;
    let showsIt = false;
    for (const path of ["/meetings", `/meetings/${bookingUlid("otherCoach")}`, "/notifications"]) {
      await page.goto(`${stack.webUrl}${path}`, { waitUntil: "load" });
      await page.locator("main").waitFor();
      if (await page.evaluate(() => "pwned" in window)) pwned.push(path);
      images += await page.locator('img[src="x"]').count();
      showsIt ||= (await page.locator("main").innerText()).includes("<img src=x");
    }
    await close();
    return { pwned, images, showsIt };
  }
});
