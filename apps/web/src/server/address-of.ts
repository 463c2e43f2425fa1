import "server-only";
import { isIP, isIPv6 } from "node:net";

/** Whoever wrote something there that is no address; all of them count as one. */
const nowhere = "unknown";

/**
 * Where a request came from, as limits count it: what the outermost of our own proxies wrote down, counted from the
 * end, for everything before it is only what the sender claims. The server itself adds it when there is no proxy.
 * Whoever has one IPv6 address has 2^64 of them, so these count by their first half.
 *
 * @param trustedHops how many proxies of ours add to `x-forwarded-for`
 * @returns null when nothing is known at all
 */
export function addressOf(headers: Pick<Headers, "get">, trustedHops: number): string | null {
  const forwarded = headers.get("x-forwarded-for");
  if (!forwarded) return null;
  const hops = forwarded.split(",").map((hop) => hop.trim());
  const address = withoutPort(hops.at(-Math.min(trustedHops, hops.length)) ?? "");
  if (!isIP(address)) return nowhere;
  return isIPv6(address) ? networkOf(address) : address;
}

/** Some proxies write the sender's port too, which is another one each time. */
function withoutPort(hop: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]*)\](?::\d+)?|([^:]*):\d+)$/.exec(hop) ?? [];
  return bracketed ?? plain ?? hop;
}

/** The first 64 bits, written in one way; an IPv4 address in IPv6 clothes is what it is. */
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
