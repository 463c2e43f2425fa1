import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, SignJWT } from "jose";

/** One step between the socket and lite. */
export type Handler = (request: Request) => Promise<Response>;

const USER_TOKEN = /^Bearer (eyJ.+)$/;
const CLOCK_TOLERANCE_S = 30;
const JWKS_COOLDOWN_MS = 1000;

/**
 * Verifies a user's RS256 token against the issuer's key set, as a hosted project does for
 * third-party auth, and re-signs its claims with the only algorithm lite supports. Requests without
 * such a token pass unchanged.
 */
export function verifyPersons(
  options: { jwksUrl: string; issuer: string; jwtSecret: string },
  next: Handler,
): Handler {
  const keys = createRemoteJWKSet(new URL(options.jwksUrl), {
    cooldownDuration: JWKS_COOLDOWN_MS,
  });
  const secret = new TextEncoder().encode(options.jwtSecret);

  return async (request) => {
    const token = USER_TOKEN.exec(request.headers.get("authorization") ?? "")?.[1];
    if (!token) return next(request);

    let claims: JWTPayload;
    try {
      const verified = await jwtVerify(token, keys, {
        issuer: options.issuer,
        algorithms: ["RS256"],
        clockTolerance: CLOCK_TOLERANCE_S,
      });
      claims = verified.payload;
    } catch (error) {
      return refuseToken(error);
    }
    const role = claims["role"] ?? "anon";
    if (role !== "authenticated" && role !== "anon")
      return refusal("42501", "permission denied to set role");

    const headers = new Headers(request.headers);
    headers.set("authorization", `Bearer ${await signAgain(claims, secret)}`);
    return next(new Request(request, { headers }));
  };
}

function refuseToken(error: unknown): Response {
  return error instanceof errors.JWTExpired
    ? refusal("PGRST303", "JWT expired")
    : refusal("PGRST301", "No suitable key or wrong key type");
}

function refusal(code: string, message: string): Response {
  return Response.json({ code, message, details: null, hint: null }, { status: 401 });
}

async function signAgain(claims: JWTPayload, secret: Uint8Array): Promise<string> {
  // Checked above: lite allows no clock skew for these, PostgREST allows 30 s.
  const { iat: _iat, nbf: _nbf, exp: _exp, ...rest } = claims;
  return new SignJWT(rest).setProtectedHeader({ alg: "HS256" }).sign(secret);
}

/**
 * In an insert of several rows, sets a key that only some rows have to null in the others, unless
 * the client asks for defaults. PostgREST does so; lite would use the column's default.
 */
export function fillMissingKeys(next: Handler): Handler {
  return async (request) => {
    const columns = new URL(request.url).searchParams.get("columns");
    const wantsDefaults = /missing=default/.test(request.headers.get("prefer") ?? "");
    if (request.method !== "POST" || !columns || wantsDefaults) return next(request);

    const body: unknown = await request.json();
    const empty = Object.fromEntries(
      columns.split(",").map((name) => [name.replaceAll('"', ""), null]),
    );
    const rows = Array.isArray(body)
      ? body.map((row: unknown) => Object.assign({}, empty, row))
      : body;
    const headers = new Headers(request.headers);
    headers.delete("content-length");
    return next(new Request(request.url, { method: "POST", headers, body: JSON.stringify(rows) }));
  };
}

const LIST = /^in\.\((.*)\)$/;

/** PostgREST reads UNKNOWN in a list as text; lite reads it as SQL's third truth value, but not in a pattern. */
export function readUnknownAsText(next: Handler): Handler {
  return async (request) => {
    const asked = new URL(request.url);
    const url = new URL(asked);
    for (const [column, value] of asked.searchParams) {
      const list = LIST.exec(value)?.[1]?.split(",") ?? [];
      if (!list.includes("UNKNOWN")) continue;
      const others = list.filter((each) => each !== "UNKNOWN");
      url.searchParams.delete(column, value);
      url.searchParams.append("or", `(${column}.in.(${others.join()}),${column}.like.UNKNOWN)`);
    }
    return next(url.href === asked.href ? request : new Request(url, request));
  };
}

/**
 * Processes one request at a time. There is one connection to the database, and lite starts its
 * transactions with a plain statement; concurrent requests, or the SQL console, would run in the
 * transaction and role of another.
 */
export function oneAtATime(next: Handler): Handler {
  let last: Promise<unknown> = Promise.resolve();
  const answerAfter = async (previous: Promise<unknown>, request: Request): Promise<Response> => {
    await previous;
    return next(request);
  };
  return async (request) => {
    const whole = await withBody(request); // so that a slow sender does not block the queue
    const turn = answerAfter(last, whole);
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function withBody(request: Request): Promise<Request> {
  if (!request.body) return request;
  const { url, method, headers } = request;
  return new Request(url, { method, headers, body: await request.arrayBuffer() });
}
