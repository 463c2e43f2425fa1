import { CalError } from "@reslot/cal";
import { describe, expect, it } from "vitest";
import { maintainSubscriptions } from "../../src/cal-connection/maintain-subscriptions.ts";
import { erasePerson } from "../../src/server.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import {
  addFault,
  calControl,
  calPost,
  calSubscriptions,
  sql,
  stack,
} from "../support/services.ts";
import { maintainAll, subscribe, subscriptionsAtCal } from "../support/subscription.ts";

const bookingTriggers = [
  "BOOKING_CREATED",
  "BOOKING_RESCHEDULED",
  "BOOKING_REQUESTED",
  "BOOKING_CANCELLED",
  "BOOKING_REJECTED",
];

const makeDue = () => sql(`update "CalSubscriptions" set "nextRunAt" = now(), "leaseUntil" = null`);

const left = () => sql<{ state: string }>(`select "state" from "CalSubscriptions" order by 1`);

const connectAgain = (meeting: Meeting, apiKey: string) =>
  meeting.as("coach").calConnection.connectWithApiKey({ apiKey });

/** Changes a subscription at Cal.com behind Reslot's back. */
async function change(
  meeting: Meeting,
  id: string,
  { method, body }: { method: "PATCH" | "DELETE"; body?: object },
): Promise<void> {
  const response = await fetch(`${stack.calUrl}/v2/webhooks/${id}`, {
    method,
    headers: {
      authorization: `Bearer ${meeting.people.coach.calApiKey}`,
      "content-type": "application/json",
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(response.ok).toBe(true);
}

describe("the webhook subscription of a connected account", () => {
  it("is created with a secret and an address of its own, and settings says so", async () => {
    const meeting = await arrangeMeeting();
    const { calConnection } = meeting.as("coach");
    expect(await calConnection.get()).toMatchObject({
      webhooks: "polling",
      pollingReason: "settingUp",
    });

    const { connectionUlid } = await subscribe(meeting);

    const [coach] = await subscriptionsAtCal(meeting);
    const [mentee] = await subscriptionsAtCal(meeting, "mentee");
    expect(coach).toMatchObject({
      subscriberUrl: `http://localhost:3000/api/webhooks/cal/${connectionUlid}`,
      triggers: bookingTriggers,
      active: true,
      secret: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(mentee?.secret).not.toBe(coach?.secret);
    expect(mentee?.subscriberUrl).not.toBe(coach?.subscriberUrl);
    expect(await calConnection.get()).toMatchObject({ webhooks: "live", pollingReason: null });
  });

  it("is one, with the secret that is kept, when a worker dies after creating it", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false });
    const { calSubscriptions: repository } = meeting.ports.db;
    const dying = {
      ...meeting.ports,
      db: {
        ...meeting.ports.db,
        calSubscriptions: { ...repository, settle: () => new Promise<boolean>(() => undefined) },
      },
    };
    void maintainSubscriptions(dying);
    const count = async () => (await subscriptionsAtCal(meeting)).length;
    await expect.poll(count, { timeout: 10_000 }).toBe(1);
    const [first] = await subscriptionsAtCal(meeting);
    await addFault({ operation: "webhooks", fault: "resetAfterCommit", times: 1 });

    await makeDue();
    await maintainAll(meeting);
    await makeDue();
    await maintainAll(meeting);

    expect(await subscriptionsAtCal(meeting)).toEqual([first]);
    expect(await left()).toEqual([{ state: "live" }]);
  });

  it("is repaired when it was deleted, switched off or changed, and is the only one of ours", async () => {
    const meeting = await arrangeMeeting();
    await maintainAll(meeting);
    const [right] = await subscriptionsAtCal(meeting);
    const { id: _, ...facts } = right ?? { id: "" };
    const others = "https://elsewhere.example.com/hook";
    const ofEarlierConnection = `${right?.subscriberUrl.slice(0, -26)}01J0000000000000000000000A`;
    for (const subscriberUrl of [others, ofEarlierConnection]) {
      await calPost("/v2/webhooks", {
        token: meeting.people.coach.calApiKey,
        body: { active: true, subscriberUrl, triggers: bookingTriggers },
      });
    }
    const movedTo = right?.subscriberUrl.replace("localhost", "old.example.com");
    const wrongs = [
      { method: "PATCH", body: { active: false } },
      { method: "PATCH", body: { triggers: ["BOOKING_CREATED"], secret: "known to others" } },
      { method: "PATCH", body: { subscriberUrl: `${right?.subscriberUrl}/gone` } },
      { method: "PATCH", body: { subscriberUrl: movedTo } },
      { method: "DELETE" },
    ] as const;

    for (const wrong of wrongs) {
      const mine = (await subscriptionsAtCal(meeting)).find(
        (each) => each.subscriberUrl !== others,
      );
      await change(meeting, mine?.id ?? "", wrong);
      await makeDue();
      await maintainAll(meeting);

      const now = await subscriptionsAtCal(meeting);
      expect(now.filter((each) => each.subscriberUrl !== others)).toMatchObject([facts]);
      expect(now).toHaveLength(2);
    }
  });

  it("is not created where Cal.com refuses it, which settings explains", async () => {
    const meeting = await arrangeMeeting();
    const { calConnection } = meeting.as("coach");
    await calControl("webhooks", { subscribing: "forbidden" });
    await maintainAll(meeting);
    expect(await calConnection.get()).toMatchObject({
      status: "connected",
      webhooks: "polling",
      pollingReason: "notAllowed",
    });

    await calControl("webhooks", { subscribing: "publicOnly" });
    await connectAgain(meeting, meeting.people.coach.calApiKey);
    await maintainAll(meeting);
    expect(await calConnection.get()).toMatchObject({
      webhooks: "polling",
      pollingReason: "addressRefused",
    });
    expect(await calSubscriptions()).toEqual([]);

    await calControl("webhooks", { subscribing: "any" });
    await makeDue();
    await maintainAll(meeting);
    expect(await calConnection.get()).toMatchObject({ webhooks: "live" });
  });

  it("is tried again while Cal.com does not answer", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false });
    await addFault({ operation: "webhooks", fault: "status500BeforeCommit", times: 20 });

    await maintainAll(meeting);
    expect(await calSubscriptions()).toEqual([]);
    expect(await left()).toEqual([{ state: "waiting" }]);
  });

  it("waits for our own budget without reporting a failure", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false });
    const heldBack = new CalError("HELD_BACK", {
      operation: "webhooks.list",
      retryAfterMs: 30_000,
    });
    const calAccounts = { ...meeting.ports.calAccounts, open: () => Promise.reject(heldBack) };

    expect(await maintainSubscriptions({ ...meeting.ports, calAccounts })).toBe(1);

    expect(await left()).toEqual([{ state: "waiting" }]);
    expect(meeting.errors).toEqual([]);
  });
});

describe("after a connection has ended", () => {
  it("no subscription of ours is left at Cal.com, and no token here", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false });
    await maintainAll(meeting);
    expect(await subscriptionsAtCal(meeting)).toHaveLength(1);
    const subscriberUrl = "https://elsewhere.example.com/hook";
    await calPost("/v2/webhooks", {
      token: meeting.people.coach.calApiKey,
      body: { active: true, subscriberUrl, triggers: bookingTriggers },
    });

    await meeting.as("coach").calConnection.disconnect();
    await maintainAll(meeting);

    expect(await calSubscriptions()).toMatchObject([{ subscriberUrl }]);
    expect(await left()).toEqual([]);
  });

  it("the subscription is deleted once Cal.com answers again", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false });
    await maintainAll(meeting);
    await calControl("webhooks", { subscribing: "any" });
    await addFault({ operation: "webhooks", fault: "status500BeforeCommit", times: 3 });

    await meeting.as("coach").calConnection.disconnect();
    for (let look = 0; look < 5; look += 1) {
      await makeDue();
      await maintainAll(meeting);
    }

    expect(await calSubscriptions()).toEqual([]);
    expect(await left()).toEqual([]);
  });

  it("none is left of a deleted person, or of an account that another one replaced", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false });
    await maintainAll(meeting);
    const { coach, stranger } = meeting.people;

    await connectAgain(meeting, stranger.calApiKey);
    await maintainAll(meeting);
    expect(await subscriptionsAtCal(meeting)).toEqual([]);
    expect(await subscriptionsAtCal(meeting, "stranger")).toHaveLength(1);

    await erasePerson(meeting.ports, coach.clerkUserId);
    await maintainAll(meeting);
    expect(await calSubscriptions()).toEqual([]);
    expect(await left()).toEqual([]);
  });

  it("a token that Cal.com refuses is deleted, although the subscription stays there", async () => {
    const meeting = await arrangeMeeting({ menteeConnected: false });
    await maintainAll(meeting);
    await addFault({ operation: "webhooks", fault: "unauthorized", times: 5 });

    await meeting.as("coach").calConnection.disconnect();
    await maintainAll(meeting);

    expect(await left()).toEqual([]);
    expect(await subscriptionsAtCal(meeting)).toHaveLength(1);
    expect(meeting.errors).toEqual([]);
  });
});
