import { cookieOf, type RawAnswer, send } from "./attackers.ts";
import { person, type PersonKey } from "./stack.ts";

export interface StartedFlow {
  /** The address of Cal.com's consent page, with its parameters. */
  readonly url: string;
  /** The cookie that the browser got. */
  readonly binding: string;
  readonly state: string;
}

/** Starts the OAuth flow: what the browser gets when it is sent to Cal.com. */
export async function startFlow(key: PersonKey, returnTo = "/meetings"): Promise<StartedFlow> {
  const path = `/api/cal/connect?returnTo=${encodeURIComponent(returnTo)}`;
  const { headers } = await send(path, { headers: { cookie: await cookieOf(key) } });
  const url = headers.get("location") ?? "";
  const [binding = ""] = (headers.get("set-cookie") ?? "").split(";");
  return { url, binding, state: new URL(url).searchParams.get("state") ?? "" };
}

/** The query that Cal.com sends the browser back with after the owner of an account has decided. */
export async function consent(
  { url }: StartedFlow,
  owner: PersonKey,
  decision: "allow" | "cancel" = "allow",
): Promise<URLSearchParams> {
  const user = await accountAt(url, owner);
  const body = new URLSearchParams({ decision, user });
  const { headers } = await fetch(url, { method: "POST", redirect: "manual", body });
  return new URL(headers.get("location") ?? "").searchParams;
}

const accounts = new Map<PersonKey, string>();

/** The number by which Cal.com's consent page offers a person's account. */
async function accountAt(url: string, owner: PersonKey): Promise<string> {
  const known = accounts.get(owner);
  if (known) return known;
  const page = await (await fetch(url)).text();
  const choice = new RegExp(`value="(\\d+)"(?:(?!value=)[^])*?${person(owner).email}`).exec(page);
  if (!choice?.[1]) throw new Error("Cal.com's page does not offer the person's account.");
  accounts.set(owner, choice[1]);
  return choice[1];
}

/** The callback as the browser of `key` sends it; `binding` is its cookie from the start of the flow. */
export async function callBack(
  query: URLSearchParams | Record<string, string>,
  { key, binding = "" }: { key: PersonKey; binding?: string },
): Promise<RawAnswer & { location: string }> {
  const cookie = [await cookieOf(key), binding].filter(Boolean).join("; ");
  const search = new URLSearchParams(query).toString();
  const answer = await send(`/api/cal/callback?${search}`, { headers: { cookie } });
  return { ...answer, location: answer.headers.get("location") ?? "" };
}
