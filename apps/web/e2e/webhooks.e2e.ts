import { dayMs, hourMs, minuteMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { calSubscriptionOf } from "./support/cal-subscription.ts";
import { clerkCall, type ClerkCall, dump, send, sql, withoutTimes } from "./support/attackers.ts";
import {
  bookingUlid,
  countSettledMails,
  eventually,
  getBooking,
  mailsTo,
  person,
  query,
  rows,
  stack,
} from "./support/stack.ts";

interface History {
  items: { actor: string; to: { startTime: string } }[];
}

interface Notifications {
  items: { kind: string; bookingUlid: string; newStartTime: string }[];
}

async function rowOf(key: "otherCoach") {
  const [row] = await rows("Bookings", { ulid: `eq.${bookingUlid(key)}` });
  return row ?? {};
}

/** Moves the meeting in Cal.com itself. */
async function moveAtCal(uid: string, start: string): Promise<void> {
  const response = await fetch(`${stack.calUrl}/_sandbox/bookings/${uid}/move`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ start }),
  });
  expect(response.status).toBe(201);
}

const subscription = await calSubscriptionOf("coach2");

/**
 * Sends a signed webhook about a booking that Cal.com does not know, on a connection of its own: an idle one
 * might be closed by the server in the moment in which another call takes it.
 */
async function tellOfNothing(): Promise<string> {
  const times = { startTime: "2031-01-01T00:00:00Z", endTime: "2031-01-01T01:00:00Z" };
  const body = JSON.stringify({
    triggerEvent: "BOOKING_CREATED",
    createdAt: new Date().toISOString(),
    payload: { uid: crypto.randomUUID(), ...times },
  });
  const headers = { "x-cal-signature-256": subscription.sign(body), connection: "close" };
  const response = await call(body, headers);
  const { result }: { result?: string } = await response.json();
  return result ?? String(response.status);
}

const call = (body: string, headers: Record<string, string>, path = subscription.path) =>
  fetch(`${stack.webUrl}${path}`, { method: "POST", body, headers });

describe("a meeting that is moved in Cal.com", () => {
  it("is moved here soon, with its history, and both people are notified", async () => {
    const before = await getBooking("coach2", "otherCoach");
    const mailsBefore = await countSettledMails("coach2");
    const newStartTime = new Date(Date.parse(before.startTime) + dayMs).toISOString();

    await moveAtCal(String((await rowOf("otherCoach"))["calBookingId"]), newStartTime);

    const after = await eventually(async () => {
      const now = await getBooking("coach2", "otherCoach");
      return now.version > before.version ? now : null;
    });
    expect(after).toMatchObject({ startTime: newStartTime, version: before.version + 1 });
    const { data: history } = await query<History>("menteeUnconnected", "booking.history", {
      bookingUlid: after.ulid,
    });
    expect(history.items[0]).toMatchObject({ actor: "cal", to: { startTime: newStartTime } });
    for (const key of ["coach2", "menteeUnconnected"] as const) {
      const { data } = await query<Notifications>(key, "notification.list", {});
      expect(data.items[0]).toMatchObject({
        kind: "bookingChangedUpstream",
        bookingUlid: after.ulid,
        newStartTime,
      });
    }
    await eventually(async () =>
      (await mailsTo("coach2")).length === mailsBefore + 1 ? true : null,
    );
  });
});

describe("POST /api/webhooks/cal/{connectionUlid}", () => {
  it("answers 401 without the secret", async () => {
    expect((await call("{}", {})).status).toBe(401);
    expect((await call("{}", { "x-cal-signature-256": "no-secret-provided" })).status).toBe(401);
    expect((await call("{}", { "x-cal-signature-256": "0".repeat(64) })).status).toBe(401);
  });

  /** A webhook that claims that a meeting was cancelled, as Cal.com would send it. */
  const told = async ({ at = Date.now() } = {}) =>
    JSON.stringify({
      triggerEvent: "BOOKING_CANCELLED",
      createdAt: new Date(at).toISOString(),
      payload: {
        uid: (await rowOf("otherCoach"))["calBookingId"],
        startTime: "2031-01-01T00:00:00Z",
        endTime: "2031-01-01T01:00:00Z",
        title: "Lies",
      },
    });
  const inbox = () => sql(`select "dedupeKey" from "WebhookInbox" order by 1`);

  it("refuses bodies that were changed, or signed in any other way", async () => {
    const body = await told();
    const good = subscription.sign(body);
    const { secret, sign } = await calSubscriptionOf("coach");
    const tampered: Record<string, [body: string, signature: string]> = {
      "another body": [body.replace("CANCELLED", "REJECTED"), good],
      "one byte more": [`${body}\n`, good],
      "the same JSON, spaced": [JSON.stringify(JSON.parse(body), null, 1), good],
      "no body": ["", good],
      "the secret of another connection": [body, sign(body)],
      "no secret": [body, "no-secret-provided"],
      "the secret itself": [body, secret],
      "a prefix": [body, `sha256=${good}`],
      "a half": [body, good.slice(0, 32)],
      twice: [body, `${good},${good}`],
      "one digit more": [body, `${good}0`],
      base64: [body, Buffer.from(good, "hex").toString("base64")],
    };
    const before = { ...(await dump()), inbox: await inbox() };
    for (const [name, [sent, signature]] of Object.entries(tampered)) {
      const { status } = await call(sent, { "x-cal-signature-256": signature });
      expect([name, status]).toEqual([name, 401]);
    }
    const unknown = "/api/webhooks/cal/01J0000000000000000000000A";
    const refusals = [
      await call(body, { "x-cal-signature-256": good }, unknown),
      await call(body, { "x-cal-signature-256": sign(body) }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([401, 401]);
    const [first, second] = await Promise.all(refusals.map((refusal) => refusal.text()));
    expect(first).toBe(second);
    expect({ ...(await dump(before)), inbox: await inbox() }).toEqual(before);
  });

  it("does not trust a signed body, processes it once, and ignores an old one", async () => {
    const body = await told();
    const old = await told({ at: Date.now() - 25 * hourMs });
    const before = await dump();
    const receive = async (text: string) =>
      (await call(text, { "x-cal-signature-256": subscription.sign(text) })).json();

    expect(await receive(body)).toEqual({ result: "received" });
    expect(await Promise.all([receive(body), receive(body)])).toEqual([
      { result: "repeated" },
      { result: "repeated" },
    ]);
    expect(await receive(old)).toEqual({ result: "ignored" });
    await eventually(async () => {
      const open = await sql(
        `select 1 from "WebhookInbox" where "doneAt" is null and "deadAt" is null`,
      );
      return open.length === 0 ? true : null;
    });
    expect(await dump(before)).toEqual(before);
  });

  it("verifies the raw bytes, whatever the content type, and ignores unknown events", async () => {
    const body = `{ "triggerEvent":"PING",  "createdAt":"${new Date().toISOString()}", "payload":{} }`;
    const response = await call(body, { "x-cal-signature-256": subscription.sign(body) });

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ result: "ignored" });
  });

  it("refuses more than 256 KiB", async () => {
    expect((await call("x".repeat(256 * 1024), {})).status).toBe(401);
    expect((await call("x".repeat(256 * 1024 + 1), {})).status).toBe(413);
  });
});

describe("the fate of a mail", () => {
  const inDatabase = () =>
    sql(`select "addressHash", "reason" from "MailSuppressions" order by 1, 2`);
  const newest = async () => (await mailsTo("coach2"))[0];

  it("stops further mail when the provider reports it, signed, and not otherwise", async () => {
    const before = await inDatabase();
    const forged = JSON.stringify({
      type: "email.complained",
      data: { to: [person("coach2").email] },
    });
    const headers = { "svix-id": "msg_1", "svix-timestamp": String(Math.floor(Date.now() / 1000)) };
    for (const signature of ["", "v1,", `v1,${"A".repeat(43)}=`]) {
      const answer = await call(
        forged,
        { ...headers, "svix-signature": signature },
        "/api/webhooks/resend",
      );
      expect(answer.status).toBe(401);
    }
    expect(await inDatabase()).toEqual(before);

    const reported = await fetch(`${stack.mailUrl}/_sandbox/events`, {
      method: "POST",
      body: JSON.stringify({ to: person("coach2").email, type: "email.complained" }),
    });
    expect(await reported.json()).toEqual({ status: 200 });
    expect((await inDatabase()).map(({ reason }) => reason)).toEqual(["complained"]);
    await sql(`delete from "MailSuppressions"`);
  });

  it("can be stopped with one click from another site, and looking at the link stops nothing", async () => {
    const before = await inDatabase();
    const mail = await newest();
    const url = /^<(.*)>$/.exec(mail?.headers["List-Unsubscribe"] ?? "")?.[1] ?? "";

    const page = await fetch(url);
    expect([page.status, page.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    expect(page.headers.get("content-security-policy")).toMatch(/frame-ancestors 'none'/);
    expect(await page.text()).toContain("Stop email from Reslot");
    expect((await fetch(url, { method: "HEAD" })).status).toBe(200);
    expect(await inDatabase()).toEqual(before);

    const post = (body: string) =>
      fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          origin: "https://mail.example",
        },
        body,
      });
    const stopped = await post("List-Unsubscribe=One-Click");
    expect([stopped.status, await stopped.text()]).toEqual([
      200,
      expect.stringContaining("No more email from Reslot"),
    ]);
    expect((await inDatabase()).map(({ reason }) => reason)).toEqual(["unsubscribed"]);
    expect((await post("x".repeat(5_000))).status).toBe(413);

    expect((await post("action=resume")).status).toBe(200);
    expect(await inDatabase()).toEqual(before);
    expect((await fetch(url.slice(0, -1))).status).toBe(404);
  });
});

describe("POST /api/webhooks/clerk", () => {
  const tell = ({ body, headers }: ClerkCall) =>
    send("/api/webhooks/clerk", { method: "POST", headers, body });
  const userId = "user_nobodyHasThisId";
  const leaving = { type: "user.deleted", data: { id: userId, deleted: true } };

  it("refuses bodies that were changed, are old, or are signed in any other way", async () => {
    const good = clerkCall(leaving);
    const { headers } = good;
    const signature = headers["svix-signature"] ?? "";
    const other = clerkCall(leaving, {
      secret: `whsec_${Buffer.from("another").toString("base64")}`,
    });
    const without = (name: string) =>
      Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name));
    const tampered: Record<string, ClerkCall> = {
      "another body": { ...good, body: good.body.replace("deleted", "updated") },
      "another person": { ...good, body: good.body.replace(userId, "user_other") },
      "one byte more": { ...good, body: `${good.body} ` },
      "another id": { ...good, headers: { ...headers, "svix-id": "msg_other" } },
      "another time": {
        ...good,
        headers: { ...headers, "svix-timestamp": String(Math.floor(Date.now() / 1000) - 1) },
      },
      "six minutes ago": clerkCall(leaving, { at: Date.now() - 6 * minuteMs }),
      "six minutes from now": clerkCall(leaving, { at: Date.now() + 6 * minuteMs }),
      "another secret": other,
      "a signature of another call": {
        ...good,
        headers: { ...headers, "svix-signature": other.headers["svix-signature"] ?? "" },
      },
      "an unknown scheme": {
        ...good,
        headers: { ...headers, "svix-signature": signature.replace("v1,", "v0,") },
      },
      "an empty signature": { ...good, headers: { ...headers, "svix-signature": "v1," } },
      "no signature": { ...good, headers: without("svix-signature") },
      "no id": { ...good, headers: without("svix-id") },
      "no time": { ...good, headers: without("svix-timestamp") },
      "no header at all": { ...good, headers: {} },
    };
    const before = await dump();
    for (const [name, made] of Object.entries(tampered)) {
      expect([name, (await tell(made)).status]).toEqual([name, 401]);
    }
    expect(await dump(before)).toEqual(before);
  });

  it("reads the account from Clerk, so that a repeated or false call changes nothing", async () => {
    const { userUlid } = person("stranger");
    const [row] = await sql(`select "clerkUserId" as id from "User" where "ulid" = '${userUlid}'`);
    const addresses = [{ id: "x", email_address: person("coach").email }];
    const lie = { ...row, email_addresses: addresses, first_name: "Sam" };
    const updated = clerkCall({ type: "user.updated", data: lie });
    const before = await dump();

    for (const made of [updated, updated, clerkCall(leaving)]) {
      expect((await tell(made)).status).toBe(200);
    }
    const unknown = { type: "session.created", data: { id: "sess_1" } };
    expect((await tell(clerkCall(unknown))).text).toBe('{"result":"ignored"}');
    expect(withoutTimes(await dump(before))).toEqual(withoutTimes(before));
  });

  it("refuses more than 256 KiB", async () => {
    const { status } = await tell({ body: "x".repeat(256 * 1024 + 1), headers: {} });
    expect(status).toBe(413);
  });
});

// Last: the connection's webhooks are coalesced for a while.
describe("a flood of 300 signed webhooks about unknown bookings", () => {
  it("is taken, and keeps no real change from being applied", async () => {
    const before = await getBooking("coach2", "otherCoach");
    const newStartTime = new Date(Date.parse(before.startTime) + hourMs).toISOString();
    const flood = Array.from({ length: 300 }, () => tellOfNothing());
    await Promise.race(flood);
    await moveAtCal(String((await rowOf("otherCoach"))["calBookingId"]), newStartTime);

    const after = await eventually(async () => {
      const now = await getBooking("coach2", "otherCoach");
      return now.version > before.version ? now : null;
    }, 60_000); // seconds on a quiet machine

    expect(after).toMatchObject({ startTime: newStartTime, version: before.version + 1 });
    const results = new Set(await Promise.all(flood));
    expect([...results].toSorted()).toEqual(["coalesced", "received"]);
  });
});
