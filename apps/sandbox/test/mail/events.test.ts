import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Resend } from "resend";
import { expect, it, onTestFinished } from "vitest";
import { startServer } from "../../src/mail/server.ts";

const secret = `whsec_${Buffer.from("a key of the endpoint").toString("base64")}`;

/** The stand-in with an endpoint that verifies as the product does, and what has come there. */
async function arrange() {
  const events: unknown[] = [];
  const resend = new Resend("re_test");
  const endpoint = createServer((request, response) => {
    const take = async () => {
      const header = (name: string) => String(request.headers[name]);
      const event = resend.webhooks.verify({
        payload: await text(request),
        headers: {
          id: header("svix-id"),
          timestamp: header("svix-timestamp"),
          signature: header("svix-signature"),
        },
        webhookSecret: secret,
      });
      events.push(event);
      response.end();
    };
    void take();
  });
  endpoint.listen(0, "127.0.0.1");
  await once(endpoint, "listening");
  const { port } = endpoint.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  const server = await startServer({
    port: 0,
    dir: null,
    perSecond: 100,
    endpoint: { url, secret },
  });
  onTestFinished(async () => {
    await server.close();
    endpoint.close();
  });
  const send = async (to: string) => {
    const mail = { from: "a@example.test", to, subject: "Moved", text: "moved" };
    await new Resend("re_test", { baseUrl: server.url }).emails.send(mail);
  };
  const control = (body: object) =>
    fetch(`${server.url}/_sandbox/events`, { method: "POST", body: JSON.stringify(body) });
  return { events, send, control };
}

it("Resend's test addresses bounce and complain by a signed webhook", async () => {
  const { events, send } = await arrange();

  await send("bounced+label@resend.dev");
  await expect.poll(() => events).toHaveLength(1);
  await send("complained@resend.dev");
  await expect.poll(() => events).toHaveLength(2);

  expect(events).toMatchObject([
    {
      type: "email.bounced",
      data: { to: ["bounced+label@resend.dev"], bounce: { type: "Permanent" } },
    },
    { type: "email.complained", data: { to: ["complained@resend.dev"], subject: "Moved" } },
  ]);
});

it("a control reports the fate of the newest message to an address", async () => {
  const { events, send, control } = await arrange();
  await send("alex@example.test");
  expect(events).toEqual([]);

  const bounce = { to: "alex@example.test", type: "email.bounced", bounce: "Transient" };
  expect(await (await control(bounce)).json()).toEqual({ status: 200 });
  expect(events).toMatchObject([
    { type: "email.bounced", data: { bounce: { type: "Transient" } } },
  ]);

  expect((await control({ ...bounce, to: "dana@example.test" })).status).toBe(404);
  expect((await control({ to: "alex@example.test", type: "email.eaten" })).status).toBe(400);
});
