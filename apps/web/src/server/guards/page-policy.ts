import "server-only";

/** What a page may load, from where. */
interface PagePolicy {
  /** Of this response alone. */
  nonce: string;
  /** Where the browser reaches Clerk, when that is another origin than ours. */
  identityOrigin: string | null;
  /** React and Next evaluate code in development. */
  isDevServer: boolean;
}

/**
 * The content security policy of a page: our own origin, and of Clerk only what its sign-in needs (docs: "CSP headers").
 * Nothing for payments, maps or telemetry, which we do not use: each of them would be a way out for stolen data.
 */
export function pagePolicy({ nonce, identityOrigin, isDevServer }: PagePolicy): string {
  const identity = identityOrigin === null ? [] : [identityOrigin];
  const directives: Record<string, readonly string[]> = {
    "default-src": ["'self'"],
    "script-src": [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(isDevServer ? ["'unsafe-eval'"] : []),
    ],
    // Clerk's form and our toasts add styles of their own.
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "https://img.clerk.com"],
    "connect-src": ["'self'", ...identity],
    // Clerk's check that a visitor is human.
    "frame-src": ["https://challenges.cloudflare.com"],
    // Clerk renews its token in a worker.
    "worker-src": ["'self'", "blob:"],
    "form-action": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
}

/** What answers a program is no page: it loads nothing. */
export const answerPolicy = "default-src 'none'; frame-ancestors 'none'";

/** 128 random bits, for one response. */
export function newNonce(): string {
  return btoa(String.fromCodePoint(...crypto.getRandomValues(new Uint8Array(16))));
}
