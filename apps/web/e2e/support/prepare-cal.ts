import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readStackFile } from "./stack-file.ts";

const generous = { perKey: 100_000, perToken: 100_000, anonymous: 100_000 };
const triggers = [
  "BOOKING_CREATED",
  "BOOKING_RESCHEDULED",
  "BOOKING_REQUESTED",
  "BOOKING_CANCELLED",
  "BOOKING_REJECTED",
];

/**
 * Lets the journeys ask Cal.com more often than its limits allow, and subscribes everyone to webhooks
 * as a person would by hand in Cal.com, with the deployment's secret.
 */
export async function prepareCal(localDir: string): Promise<void> {
  const { calUrl, webUrl, users } = readStackFile(localDir);
  const secrets: { calWebhookSecret: string } = JSON.parse(
    readFileSync(join(localDir, "secrets.json"), "utf8"),
  );
  await post(`${calUrl}/_sandbox/limits`, generous);
  for (const { calApiKey } of users) {
    if (calApiKey === null) continue;
    const subscriberUrl = `${webUrl}/api/webhooks/cal`;
    const body = { active: true, subscriberUrl, triggers, secret: secrets.calWebhookSecret };
    await post(`${calUrl}/v2/webhooks`, body, { authorization: `Bearer ${calApiKey}` });
  }
}

async function post(
  url: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
}
