import "server-only";

/**
 * The address a request came from: what the outermost of our own proxies wrote down, counted from the end, for
 * everything before it is only what the sender claims. The server itself adds it when there is no proxy.
 *
 * @param trustedHops how many proxies of ours add to `x-forwarded-for`
 * @returns null when it is not known
 */
export function addressOf(headers: Pick<Headers, "get">, trustedHops: number): string | null {
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  const address = hops.at(-Math.min(trustedHops, hops.length)) ?? "";
  return /^[0-9a-f.:]{2,45}$/i.test(address) ? address : null;
}
