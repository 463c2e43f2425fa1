/** Stores a preference of this browser for a year; null deletes it. Never for secrets. */
export function rememberInCookie(name: string, value: string | null): void {
  const lifetime = value === null ? 0 : 31_536_000;
  const text = `${name}=${encodeURIComponent(value ?? "")}; path=/; max-age=${lifetime}; samesite=lax`;
  // oxlint-disable-next-line unicorn/no-document-cookie
  document.cookie = text;
}
