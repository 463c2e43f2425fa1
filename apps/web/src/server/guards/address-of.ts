import "server-only";
import { isIP, isIPv6 } from "node:net";

/** Replaces everything that is not an address; all of it shares one limit. */
const notAnAddress = "unknown";

/**
 * The client's address, as rate limits count it: the entry that our outermost proxy added to `x-forwarded-for`,
 * counted from the end, since clients can forge everything before it. Without a proxy the server adds it itself.
 * An IPv6 client usually has a whole /64 network, so these addresses count by their first 64 bits.
 *
 * @param trustedHops how many of our own proxies add to `x-forwarded-for`
 * @returns null when the header is missing
 */
export function addressOf(headers: Pick<Headers, "get">, trustedHops: number): string | null {
  const forwarded = headers.get("x-forwarded-for");
  if (!forwarded) return null;
  const hops = forwarded.split(",").map((hop) => hop.trim());
  const address = withoutPort(hops.at(-Math.min(trustedHops, hops.length)) ?? "");
  if (!isIP(address)) return notAnAddress;
  return isIPv6(address) ? networkOf(address) : address;
}

/** Some proxies add the client's port, which differs for every connection. */
function withoutPort(hop: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]*)\](?::\d+)?|([^:]*):\d+)$/.exec(hop) ?? [];
  return bracketed ?? plain ?? hop;
}

/** The first 64 bits in canonical form; an IPv4-mapped address counts as the IPv4 address. */
function networkOf(address: string): string {
  const canonical = new URL(`http://[${address.split("%")[0]}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(canonical);
  if (mapped) return bytesOf(mapped[1]).concat(bytesOf(mapped[2])).join(".");
  const [head = "", tail] = canonical.split("::");
  const groups = head === "" ? [] : head.split(":");
  const rest = tail ? tail.split(":") : [];
  const missing = tail === undefined ? 0 : 8 - groups.length - rest.length;
  const all = [...groups, ...Array.from({ length: missing }, () => "0"), ...rest];
  return `${all.slice(0, 4).join(":")}::/64`;
}

function bytesOf(group = "0"): number[] {
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 255];
}
