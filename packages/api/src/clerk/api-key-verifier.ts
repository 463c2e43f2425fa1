import { createHash } from "node:crypto";
import { isClerkAPIResponseError } from "@clerk/backend/errors";
import { AppError } from "../core/errors/app-error.ts";
import { minuteMs, secondMs } from "@reslot/cal/time";

/** Whose key it is, and what it may do. */
export interface ProvenKey {
  clerkUserId: string;
  scopes: string[];
}

/** A key as Clerk describes it. */
interface ClerkKey {
  /** A key may also belong to an organisation, which has no account here. */
  subject: string;
  scopes: string[];
  revoked: boolean;
  expired: boolean;
}

interface Ports {
  /** @throws what Clerk's client throws */
  ask: (secret: string) => Promise<ClerkKey>;
  /** By a clock that never jumps: no key outlives its minute because the machine's clock was set back. */
  elapsed: () => number;
}

const timeoutMs = 3 * secondMs;
/** So long a key works after Clerk has proven it, whatever has happened to it or to Clerk. */
const rememberedMs = minuteMs;
const mostRemembered = 1_000;
/** A guess: Clerk has said nothing. */
const backMs = 5 * secondMs;

/**
 * Verifies API keys with Clerk, each at most once a minute, and once for all who ask at the same time. A key is kept as
 * a hash.
 *
 * @returns whose a key is; null: Clerk knows no such key that is valid
 */
export function createApiKeyVerifier(ports: Ports) {
  const proven = new Map<string, { key: ProvenKey; until: number }>();
  const asking = new Map<string, Promise<ProvenKey | null>>();

  const prove = async (hash: string, secret: string): Promise<ProvenKey | null> => {
    const key = await verify(ports, secret);
    if (key === null) return null;
    const [oldest] = proven.keys();
    if (oldest !== undefined && proven.size >= mostRemembered) proven.delete(oldest);
    proven.set(hash, { key, until: ports.elapsed() + rememberedMs });
    return key;
  };

  /** @throws {AppError} SERVICE_BUSY when Clerk does not answer within 3 s, or cannot say */
  return async (secret: string): Promise<ProvenKey | null> => {
    const hash = createHash("sha256").update(secret).digest("base64");
    const known = proven.get(hash);
    if (known && ports.elapsed() < known.until) return known.key;
    proven.delete(hash);
    const asked = asking.get(hash) ?? prove(hash, secret).finally(() => asking.delete(hash));
    asking.set(hash, asked);
    return asked;
  };
}

async function verify({ ask }: Ports, secret: string): Promise<ProvenKey | null> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("Clerk does not answer.")), timeoutMs);
  });
  try {
    const { subject, scopes, revoked, expired } = await Promise.race([ask(secret), silence]);
    const isUsers = subject.startsWith("user_") && !revoked && !expired;
    return isUsers ? { clerkUserId: subject, scopes } : null;
  } catch (cause) {
    if (isRefusal(cause)) return null;
    throw new AppError("SERVICE_BUSY", { details: { retryAfterMs: backMs }, cause });
  } finally {
    clearTimeout(timer);
  }
}

/** Clerk says that it is no key. Of ours it says 401 or 403, of too many calls 429. */
function isRefusal(error: unknown): boolean {
  return isClerkAPIResponseError(error) && [400, 404, 410, 422].includes(error.status);
}
