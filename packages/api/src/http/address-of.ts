import ipaddr from "ipaddr.js";

/** Replaces everything that is not an address; all of it shares one limit. */
const notAnAddress = "unknown";

/**
 * The client's address, as rate limits count it: the entry that our outermost proxy added to `x-forwarded-for`,
 * counted from the end, since clients can forge everything before it. Without a proxy the server adds it itself.
 * An IPv6 client usually has a whole /64 network, so these addresses count by their first 64 bits; an
 * IPv4-mapped address counts as the IPv4 address.
 *
 * @param trustedHops how many of our own proxies add to `x-forwarded-for`
 * @returns null when the header is missing
 */
export function addressOf(headers: Pick<Headers, "get">, trustedHops: number): string | null {
  const forwarded = headers.get("x-forwarded-for");
  if (!forwarded) return null;
  const hops = forwarded.split(",").map((hop) => hop.trim());
  const [address] = withoutPort(hops.at(-Math.min(trustedHops, hops.length)) ?? "").split("%");
  if (!address || !isAddress(address)) return notAnAddress;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return `${parsed.toNormalizedString().split(":").slice(0, 4).join(":")}::/64`;
}

/** Four parts for IPv4: the library would also read "1" or "0x7f.1". */
function isAddress(address: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
}

/** Some proxies add the client's port, which differs for every connection. */
function withoutPort(hop: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]*)\](?::\d+)?|([^:]*):\d+)$/.exec(hop) ?? [];
  return bracketed ?? plain ?? hop;
}
