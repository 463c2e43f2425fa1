import type { Settings } from "../core/settings.ts";

const path = "/api/webhooks/cal/";

/** Where Cal.com sends the webhooks of a connection. */
export function subscriberUrlOf({ appOrigin }: Settings, connectionUlid: string): string {
  return `${appOrigin}${path}${connectionUlid}`;
}

/** Whether webhooks to this address come to this installation, for whichever connection of it. */
export function isSubscriberUrl({ appOrigin }: Settings, address: string): boolean {
  return address.startsWith(`${appOrigin}${path}`);
}

/** Whether this address is a connection's, under whichever origin this installation has had. */
export function isOfConnection(address: string, connectionUlid: string): boolean {
  return address.endsWith(`${path}${connectionUlid}`);
}
