/**
 * Checks the address of Cal.com's API and drops a trailing slash: https is required unless the
 * host is this machine itself, so that no token travels in the clear.
 *
 * @throws {TypeError} when it is no absolute URL, not https, or carries credentials, query or hash.
 */
export function parseBaseUrl(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) throw new TypeError("The Cal.com base URL is not a URL.");
  const url = new URL(baseUrl);
  if (url.username || url.password || url.search || url.hash) {
    throw new TypeError("The Cal.com base URL must not carry credentials, a query or a hash.");
  }
  const isPlainLoopback = url.protocol === "http:" && isLoopback(url.hostname);
  if (url.protocol !== "https:" && !isPlainLoopback) {
    throw new TypeError("The Cal.com base URL must use https.");
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
