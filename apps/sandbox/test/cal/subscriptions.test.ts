import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { menteeKey, startFixture, type Fixture } from "./fixture.ts";
import { allow, exchange, request } from "./oauth-flow.ts";

let cal: Fixture;
beforeAll(async () => {
  cal = await startFixture();
});
afterAll(() => cal.close());
beforeEach(async () => {
  await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
});

const publicUrl = "https://reslot.example.test/hook";

const create = (subscriberUrl: string, key = menteeKey) =>
  cal.call("POST", "/v2/webhooks", {
    key,
    body: { active: true, subscriberUrl, triggers: ["BOOKING_CREATED"] },
  });

const list = (key: string) => cal.call("GET", "/v2/webhooks", { key });

/** An access token that was granted these scopes. */
async function tokenWith(scope: string): Promise<string> {
  return (await exchange(cal, await allow(cal, { ...request, scope }))).body.access_token;
}

describe("a webhook subscription", () => {
  it("needs the scope to read or to write of an OAuth token", async () => {
    const [none, reading, writing] = [
      await tokenWith("BOOKING_READ"),
      await tokenWith("BOOKING_READ WEBHOOK_READ"),
      await tokenWith("BOOKING_READ WEBHOOK_READ WEBHOOK_WRITE"),
    ];

    expect([(await list(none)).status, (await create(publicUrl, none)).status]).toEqual([403, 403]);
    expect([(await list(reading)).status, (await create(publicUrl, reading)).status]).toEqual([
      200, 403,
    ]);
    expect([(await list(writing)).status, (await create(publicUrl, writing)).status]).toEqual([
      200, 201,
    ]);
  });

  it("is refused to a credential that lacks the right", async () => {
    await cal.control("/webhooks", { subscribing: "forbidden" });

    expect([(await list(menteeKey)).status, (await create(publicUrl)).status]).toEqual([403, 403]);
  });

  it("goes to any address, or to public ones over https only", async () => {
    const others = [
      "http://127.0.0.1:4100/hook",
      "https://localhost/hook",
      "https://10.0.0.1/hook",
      "https://[::1]/hook",
      "http://reslot.example.test/hook",
    ];
    const statuses = async () => {
      const answers = [];
      for (const each of others) answers.push((await create(each)).status);
      return answers;
    };

    expect(await statuses()).toEqual([201, 201, 201, 201, 201]);
    await cal.control("/reset", { now: "2026-11-22T10:00:00Z" });
    await cal.control("/webhooks", { subscribing: "publicOnly" });
    expect(await statuses()).toEqual([400, 400, 400, 400, 400]);
    expect((await create(publicUrl)).status).toBe(201);
  });
});
