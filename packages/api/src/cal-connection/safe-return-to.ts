const maxLength = 2_000;
/** Paths that are not pages, so that no one is sent back to them. */
const notPages = /^\/(?:api|sign-in|__clerk|_next)(?:[/?#]|$)/;

/**
 * A path of this app to go back to, with its query; null for anything that could lead elsewhere, or to
 * something that is not a page. Backslashes and control characters are refused, since browsers take
 * some of them for slashes or leave them out.
 */
export function safeReturnTo(value: string | null | undefined, appOrigin: string): string | null {
  if (!value || value.length > maxLength || !/^\/(?![/\\])/.test(value)) return null;
  // oxlint-disable-next-line no-control-regex
  if (/[\\\u0000-\u001f\u007f]/.test(value) || !URL.canParse(value, appOrigin)) return null;
  const url = new URL(value, appOrigin);
  const isOurs = url.origin === new URL(appOrigin).origin && !url.pathname.startsWith("//");
  return isOurs && !notPages.test(url.pathname) ? `${url.pathname}${url.search}` : null;
}
