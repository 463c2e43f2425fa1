import { createHmac, createPrivateKey, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startSession } from "./clerk-sessions.ts";
import { localDir, person, type PersonKey, product, secrets, stack } from "./stack.ts";

const readText = (...path: string[]) => readFileSync(join(localDir, ...path), "utf8");
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

interface Claims {
  readonly [name: string]: unknown;
}

/** The issuer's private key, for forging tokens. */
export function issuerKey() {
  return createPrivateKey(readText("data", "clerk", "signing-key.pem"));
}

export async function issuerKeyId(): Promise<string> {
  const response = await fetch(`${stack.clerkUrl}/.well-known/jwks.json`);
  const { keys }: { keys: { kid: string }[] } = await response.json();
  return keys[0]?.kid ?? "";
}

const people: { key: PersonKey; clerkUserId: string }[] = JSON.parse(readText("people.json"));

export const clerkIdOf = (key: PersonKey) => people.find((one) => one.key === key)?.clerkUserId;

/** A real session for each person, since mutations verify it with Clerk. */
const sessionIds = new Map(
  await Promise.all(
    people.map(async ({ key, clerkUserId }) => {
      const { id } = await startSession(clerkUserId);
      return [key, id] as const;
    }),
  ),
);

/** The claims of this person's session token, valid for a minute. */
export function claimsOf(key: PersonKey): Claims {
  const now = Math.floor(Date.now() / 1000);
  return {
    role: "authenticated",
    azp: stack.webUrl,
    sid: sessionIds.get(key),
    sts: "active",
    fva: [1, -1],
    v: 2,
    jti: crypto.randomUUID(),
    iss: "https://clerk.local-instance.test",
    sub: clerkIdOf(key),
    iat: now - 5,
    nbf: now - 15,
    exp: now + 60,
  };
}

/** A token in the issuer's format; `signature` computes the third part. */
export async function tokenOf(
  claims: Claims,
  header: Claims = {},
  signature = (signed: string) => sign("RSA-SHA256", Buffer.from(signed), issuerKey()),
): Promise<string> {
  const kid = await issuerKeyId();
  const signed = [
    encode({ alg: "RS256", cat: "cl_B7d4PD111AAA", kid, typ: "JWT", ...header }),
    encode(claims),
  ].join(".");
  return `${signed}.${signature(signed).toString("base64url")}`;
}

/** The cookies that the person's browser sends with every request to us, also from another site's page. */
export function cookieOf(key: PersonKey): Promise<string> {
  return cookieFor(claimsOf(key));
}

export async function cookieFor(claims: Claims): Promise<string> {
  const signedInAt = Number(claims["iat"]) - 60;
  const token = await tokenOf(claims);
  return `__session=${token}; __client_uat=${signedInAt}; __clerk_db_jwt=dvb_walk`;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The typed error of the first call, when there is one. */
  readonly code: string | null;
}

/** Sends a request unchanged, apart from what `fetch` adds. */
export async function send(path: string, init: RequestInit = {}): Promise<RawAnswer> {
  const response = await fetch(`${stack.webUrl}${path}`, { redirect: "manual", ...init });
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
  const text = isStream ? await beginningOf(response) : await response.text();
  const refusal = /^event: serialized-error\ndata: (.*)$/m.exec(text)?.[1];
  // A stream answers 200 before it refuses.
  const status = refusal ? JSON.parse(refusal).data.httpStatus : response.status;
  const code = codeIn(refusal ? `{"error":${refusal}}` : text);
  return { status, headers: response.headers, text, code };
}

/** What a stream sends within half a second; some never end. */
async function beginningOf({ body }: Response): Promise<string> {
  if (!body) return "";
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const until = Date.now() + 500;
  let text = "";
  while (Date.now() < until) {
    const late = new Promise<null>((resolve) => {
      setTimeout(() => resolve(null), until - Date.now());
    });
    const chunk = await Promise.race([reader.read(), late]);
    if (chunk === null || chunk.done) break;
    text += decoder.decode(chunk.value, { stream: true });
  }
  await reader.cancel().catch(() => undefined);
  return text;
}

function codeIn(text: string): string | null {
  try {
    const body = JSON.parse(text);
    const first = Array.isArray(body) ? body[0] : body;
    return first?.error?.data?.app?.code ?? null;
  } catch {
    return null;
  }
}

/** The credentials of one person: an API key, a bearer token and a cookie. */
export async function credentialsOf(key: PersonKey): Promise<Record<string, string>[]> {
  return [
    { authorization: `Bearer ${person(key).apiKey}` },
    { authorization: `Bearer ${await tokenOf(claimsOf(key))}` },
    { cookie: await cookieOf(key), origin: stack.webUrl },
  ];
}

export interface ClerkCall {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A signed webhook as Clerk sends it; `secret` is "whsec_…", `at` the time of sending in epoch
 * milliseconds.
 */
export function clerkCall(
  event: object,
  { id = `msg_${crypto.randomUUID()}`, at = Date.now(), secret = product.clerkWebhookSecret } = {},
): ClerkCall {
  const body = JSON.stringify({ object: "event", timestamp: at, ...event });
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  const headers = {
    "svix-id": id,
    "svix-timestamp": timestamp,
    "svix-signature": `v1,${signature}`,
    "content-type": "application/json",
  };
  return { body, headers };
}

/** Runs SQL as the owner of the database. */
export async function sql(text: string): Promise<Record<string, unknown>[]> {
  const response = await fetch(`${stack.supabaseUrl}/_sandbox/sql`, {
    method: "POST",
    headers: { apikey: secrets.supabaseSecretKey, "content-type": "application/json" },
    body: JSON.stringify({ sql: text }),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(`The database refused: ${JSON.stringify(body)}`);
  return body.rows;
}

/** Tables that only people's actions change, as opposed to the worker's, which also imports bookings. */
const tables = [
  "User",
  "RescheduleAttempts",
  "BookingEvents",
  "Notifications",
  "OAuthStates",
  "CalendarConsents",
];
const imported = ["Bookings", "BookingCalRefs"];
/** What the worker notes of them whenever it has read them at Cal.com. */
const noted = "{calDetails,calReadAt,calUpdatedAt,updatedAt}";

export type Dump = Record<string, unknown> & { readonly takenAt: string };

/** A dump without the times of rows that were read again without a change. */
export function withoutTimes(whole: Dump): unknown {
  const times = /^(?:updated|profileChecked)At$/;
  return JSON.parse(JSON.stringify(whole, (name, value) => (times.test(name) ? undefined : value)));
}

/** Everything that an attack could change; `earlier` leaves out what was imported since that dump. */
export async function dump(earlier?: Dump): Promise<Dump> {
  const takenAt = earlier?.takenAt ?? String((await sql("select now()::text as at"))[0]?.["at"]);
  const whole = tables.map((table) => [table, `select * from "${table}" order by 1, 2`]);
  const known = imported.map((table) => [
    table,
    `select to_jsonb(each) - '${noted}'::text[] as "row" from "${table}" as each
      where "createdAt" <= '${takenAt}' order by 1`,
  ]);
  const connections = [
    "connections",
    `select "userUlid", "kind", "calUserId", "connectedAt" from "CalIntegrations" order by 1`,
  ];
  const rows = await Promise.all(
    [...whole, ...known, connections].map(async ([name, query = ""]) => [name, await sql(query)]),
  );
  return { ...Object.fromEntries(rows), takenAt };
}
