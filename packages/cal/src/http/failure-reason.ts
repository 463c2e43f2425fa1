const neverConnected = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** Why `fetch` failed, without any text that could repeat a header. */
export interface FailureReason {
  readonly reason: string;
  /** True only when no connection was established, so not one byte of the request was sent. */
  readonly neverSent: boolean;
}

/** Reads the system's error code out of what `fetch` threw; "network" when there is none. */
export function readFailure(error: unknown): FailureReason {
  const causes = flatten(error, 0);
  const codes = causes.map(({ code }) => code).filter((code) => code !== undefined);
  const neverSent =
    causes.some(({ syscall }) => syscall === "connect" || syscall === "getaddrinfo") ||
    codes.some((code) => neverConnected.has(code));
  return { reason: codes[0] ?? "network", neverSent };
}

interface Cause {
  readonly code: string | undefined;
  readonly syscall: string | undefined;
}

function flatten(error: unknown, depth: number): Cause[] {
  if (typeof error !== "object" || error === null || depth > 4) return [];
  const own: Cause = { code: text(error, "code"), syscall: text(error, "syscall") };
  const inner = error instanceof AggregateError ? error.errors : [Reflect.get(error, "cause")];
  return [own, ...inner.flatMap((each) => flatten(each, depth + 1))];
}

function text(error: object, key: "code" | "syscall"): string | undefined {
  const value: unknown = Reflect.get(error, key);
  return typeof value === "string" && /^[\w-]{1,60}$/.test(value) ? value : undefined;
}
