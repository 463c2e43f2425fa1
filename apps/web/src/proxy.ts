import { clerkMiddleware } from "@clerk/nextjs/server";
import { frontendApiOf, readMachineToken } from "@reslot/api/clerk";
import { type NextFetchEvent, NextRequest, NextResponse } from "next/server";
import { env, isDevServer } from "@/env.ts";
import { answerPolicy, newNonce, pagePolicy } from "@/server/guards/page-policy.ts";
import { refuseAction } from "@/server/guards/refuse-action.ts";

const policyHeader = "content-security-policy";
const oneYearSeconds = 31_536_000;

/** Over https, tells browsers to use nothing else for a year (HSTS). */
function withTransportSecurity(response: NextResponse): NextResponse {
  if (env().APP_ORIGIN.startsWith("https:")) {
    response.headers.set("strict-transport-security", `max-age=${oneYearSeconds}`);
  }
  return response;
}

/** Redirects lead to our own origin, whatever host the request claims. */
function atOurOrigin(request: NextRequest): NextRequest {
  const { host, protocol } = new URL(env().APP_ORIGIN);
  if ((request.headers.get("x-forwarded-host") ?? host) === host) return request;
  const headers = new Headers(request.headers);
  headers.set("x-forwarded-host", host);
  headers.set("x-forwarded-proto", protocol.slice(0, -1));
  return new NextRequest(request, { headers });
}

/** Next answers 500 to a path whose percent-encoded bytes are not valid UTF-8. */
function isText(path: string): boolean {
  try {
    return decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}

/** The one page below /api sets a policy of its own, which one from here would replace. */
const ownPolicy = "/api/unsubscribe/";

/** A page says what it may load; an answer to a program loads nothing. The nonce reaches the page with its request. */
function withPolicy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl;
  if (pathname.startsWith("/api/")) {
    const response = NextResponse.next();
    if (!pathname.startsWith(ownPolicy)) response.headers.set(policyHeader, answerPolicy);
    return response;
  }
  const policy = pagePolicy({ nonce: newNonce(), identityOrigin: identityOrigin(), isDevServer });
  const headers = new Headers(request.headers);
  headers.set(policyHeader, policy);
  headers.delete("x-nonce");
  const response = NextResponse.next({ request: { headers } });
  response.headers.set(policyHeader, policy);
  return response;
}

/** Clerk's own origin, unless the browser reaches Clerk through ours. */
function identityOrigin(): string | null {
  const { APP_ORIGIN, NEXT_PUBLIC_CLERK_PROXY_URL: proxyUrl } = env();
  const { origin } = proxyUrl
    ? new URL(proxyUrl, APP_ORIGIN)
    : new URL(frontendApiOf(env().NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY));
  return origin === APP_ORIGIN ? null : origin;
}

const withClerk = clerkMiddleware(
  (_auth, request) => withTransportSecurity(withPolicy(request)),
  () => ({
    // With Clerk's own address set, the browser reaches Clerk through this server.
    frontendApiProxy: { enabled: env().CLERK_FAPI_URL !== undefined },
    // A token that was issued for a page of another origin, unless that is allowed, is not accepted.
    authorizedParties: [env().APP_ORIGIN, ...env().CORS_ORIGINS],
  }),
);

/** What Clerk and Next tell each other about a request is nothing for the client. */
function withoutInternals(response: Response | NextResponse, request: NextRequest): Response {
  for (const fact of ["reason", "message", "status"])
    response.headers.delete(`x-clerk-auth-${fact}`);
  // Clerk rewrites every request to its own address to add headers to it, and Next would tell the client.
  const target = response.headers.get("x-middleware-rewrite");
  if (target !== null && new URL(target).pathname === request.nextUrl.pathname) {
    response.headers.delete("x-middleware-rewrite");
    response.headers.set("x-middleware-next", "1");
  }
  return response;
}

/**
 * Authenticates the request and sets the content security policy of pages. It authorizes nothing:
 * pages and procedures check permissions themselves.
 */
export default async function proxy(request: NextRequest, event: NextFetchEvent) {
  if (!isText(request.nextUrl.pathname)) return new NextResponse(null, { status: 400 });
  const refused = await refuseAction(request, env().APP_ORIGIN);
  if (refused) return refused;
  const ours = atOurOrigin(request);
  // The proxy would ask Clerk about a program's token without a time limit; the API asks about it itself.
  const isProgram = ours.nextUrl.pathname.startsWith("/api/") && readMachineToken(ours.headers);
  if (isProgram) return withTransportSecurity(withPolicy(ours));
  const response = await withClerk(ours, event);
  const isOurs = response && !ours.nextUrl.pathname.startsWith("/__clerk");
  return isOurs ? withoutInternals(response, ours) : response;
}

export const config = {
  // `auth()` works in /api only if the matcher includes it; Next's own files need no authentication.
  matcher: ["/((?!_next/static|_next/image|favicon.ico|icon.svg).*)", "/__clerk/:path*"],
};
