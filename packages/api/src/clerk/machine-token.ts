/** What the tokens of programs begin with: API keys, tokens of OAuth clients and of machines. */
const prefixes = ["ak_", "oat_", "mt_"];

/** The token of a program; null: there is none, and a session may be in the header or a cookie. */
export function readMachineToken(headers: Pick<Headers, "get">): string | null {
  const token = /^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1];
  return token !== undefined && prefixes.some((prefix) => token.startsWith(prefix)) ? token : null;
}

export function isApiKey(token: string): boolean {
  return token.startsWith("ak_");
}
