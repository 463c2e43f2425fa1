import { describe, expect, it } from "vitest";
import { createMemoryRateLimiter } from "../../src/infra/rate-limit/memory-rate-limiter.ts";
import { receiveCalWebhook } from "../../src/server.ts";
import { processWebhooks } from "../../src/sync/process-webhooks.ts";
import { syncCoaches } from "../../src/sync/sync-coaches.ts";
import { calControl, calLog, sql } from "../support/services.ts";
import { subscribe } from "../support/subscription.ts";
import { arrangeSubscribed, bodyOf, calAddress, inbox, receive } from "../support/webhooks.ts";

describe("a flood of Cal.com webhooks", () => {
  it("of 300 about unknown bookings does not keep a real one from being applied", async () => {
    const meeting = await arrangeSubscribed();
    const { newStartTime } = meeting.moveTo(12);
    const { uid } = await calControl<{ uid: string }>(`bookings/${meeting.calUid}/move`, {
      start: newStartTime,
    });
    const before = (await calLog()).length;
    const unknown = Array.from({ length: 300 }, (_, index) =>
      bodyOf({ uid: `unknown-${index}`, trigger: "BOOKING_CREATED" }),
    );
    const real = bodyOf({ uid, rescheduleUid: meeting.calUid });

    for (const rawBody of [...unknown.slice(0, 200), real, ...unknown.slice(200)]) {
      expect(["received", "coalesced"]).toContain(await receive(meeting, rawBody));
    }
    // Where receiving took long, the last few are read one by one, and once more after three seconds.
    const stillOpen = async () => {
      await processWebhooks(meeting.ports);
      return (await inbox()).filter(({ done }) => !done);
    };
    await expect.poll(stillOpen, { timeout: 25_000 }).toEqual([]);

    expect(await meeting.row()).toMatchObject({ calBookingId: uid, version: 2 });
    expect((await calLog()).length - before).toBeLessThan(60);
  });

  it("costs a flood for one connection twenty queries and few more, and hurries its sync", async () => {
    const meeting = await arrangeSubscribed();
    const { webhookInbox } = meeting.ports.db;
    let queries = 0;
    const counted: typeof webhookInbox.receive = (call) => {
      queries += 1;
      return webhookInbox.receive(call);
    };
    const db = { ...meeting.ports.db, webhookInbox: { ...webhookInbox, receive: counted } };
    // Within ten seconds, however long the test takes.
    const rateLimiter = createMemoryRateLimiter({ now: () => 0 });
    const counting = { ...meeting, ports: { ...meeting.ports, db, rateLimiter } };
    const unknown = (index: number) =>
      receive(counting, bodyOf({ uid: `unknown-${index}`, trigger: "BOOKING_CREATED" }));
    const answers = await Promise.all(Array.from({ length: 300 }, (_, index) => unknown(index)));
    expect(new Set(answers)).toEqual(new Set(["received", "coalesced"]));
    expect(queries).toBeLessThanOrEqual(25);
    while ((await processWebhooks(meeting.ports)) > 0);
    await sql(`update "CalIntegrations" set "nextSyncAt" = now() + interval '1 hour'`);

    const { newStartTime } = meeting.moveTo(12);
    const move = { start: newStartTime };
    const { uid } = await calControl<{ uid: string }>(`bookings/${meeting.calUid}/move`, move);
    const real = bodyOf({ uid, rescheduleUid: meeting.calUid });
    expect(await receive(counting, real)).toBe("coalesced");

    expect(await processWebhooks(meeting.ports)).toBe(0);
    await expect.poll(() => syncCoaches(meeting.ports), { timeout: 10_000 }).toBeGreaterThan(0);
    expect(await meeting.row()).toMatchObject({ calBookingId: uid, version: 2 });
  });

  it("for one connection loses no call for another", async () => {
    const meeting = await arrangeSubscribed();
    const mentee = await subscribe(meeting, "mentee");
    for (let index = 0; index < 30; index += 1) {
      await receive(meeting, bodyOf({ uid: `unknown-${index}`, trigger: "BOOKING_CREATED" }));
    }
    const rawBody = bodyOf({ uid: "mine", trigger: "BOOKING_CREATED" });
    const { connectionUlid, sign } = mentee;

    const call = { connectionUlid, rawBody, signature: sign(rawBody), address: calAddress };
    expect(await receiveCalWebhook(meeting.ports, call)).toBe("received");
  });

  it("is refused by its address while it is not signed, and no signed call from there is", async () => {
    const meeting = await arrangeSubscribed();
    const settings = { ...meeting.ports.settings, callLimits: { webhooksPerAddressPerMinute: 2 } };
    // Within one minute, however long the test takes.
    const rateLimiter = createMemoryRateLimiter({ now: () => 0 });
    const limited = { ...meeting, ports: { ...meeting.ports, settings, rateLimiter } };
    const tell = (uid: string, signature?: string) => {
      const rawBody = bodyOf({ uid, trigger: "BOOKING_CREATED" });
      return receive(limited, rawBody, signature);
    };

    expect([await tell("a"), await tell("b", "0")]).toEqual(["received", "refused"]);
    await expect(tell("c", "0")).rejects.toMatchObject({ code: "RATE_LIMITED" });
    for (let index = 0; index < 5; index += 1) expect(await tell(`d${index}`)).toBe("received");
  });

  it("is read call by call where the account's list cannot be read", async () => {
    const meeting = await arrangeSubscribed();
    const { webhookInbox, calConnections } = meeting.ports.db;
    const start = meeting.moveTo(12).newStartTime;
    const { uid } = await calControl<{ uid: string }>(`bookings/${meeting.calUid}/move`, { start });
    const connection = await calConnections.get(meeting.people.coach.ulid);
    await calConnections.markNeedsReconnect({
      userUlid: meeting.people.coach.ulid,
      generation: connection?.generation ?? 0,
    });
    const { connectionUlid } = meeting.coachHooks;
    const call = { connectionUlid, trigger: "BOOKING_CREATED", cap: 50 };
    for (const calUids of [["a"], ["b"], ["c"], ["d"], [meeting.calUid, uid]]) {
      await webhookInbox.receive({ ...call, dedupeKey: calUids.join(), calUids });
    }

    await processWebhooks(meeting.ports);

    expect((await inbox()).filter(({ done }) => done)).toHaveLength(1);
    expect(await meeting.row()).toMatchObject({ calBookingId: uid, version: 2 });
  });

  it("makes an account's list be read twenty times a minute at most, and its next sync sooner", async () => {
    const meeting = await arrangeSubscribed();
    // Within one minute, however long the test takes.
    const rateLimiter = createMemoryRateLimiter({ now: () => 0 });
    const lists = async () =>
      (await calLog()).filter(({ path }) => path.startsWith("/v2/bookings?")).length;
    const before = await lists();
    const { connectionUlid } = meeting.coachHooks;
    const call = { connectionUlid, trigger: "BOOKING_CREATED", cap: 50 };
    for (let round = 0; round < 25; round += 1) {
      for (let index = 0; index < 5; index += 1) {
        const uid = `${round}-${index}`;
        await meeting.ports.db.webhookInbox.receive({ ...call, dedupeKey: uid, calUids: [uid] });
      }
      await processWebhooks({ ...meeting.ports, rateLimiter });
    }

    expect((await lists()) - before).toBe(20);
    expect((await inbox()).filter(({ done }) => !done)).toEqual([]);
    const [row] = await sql(`select "nextSyncAt" <= now() + interval '2 seconds' as "isSoon"
      from "CalIntegrations" where "userUlid" = '${meeting.people.coach.ulid}'`);
    expect(row).toEqual({ isSoon: true });
  });
});
