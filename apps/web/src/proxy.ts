import { clerkMiddleware } from "@clerk/nextjs/server";
import { type NextFetchEvent, NextRequest, NextResponse } from "next/server";
import { env } from "@/env.ts";
import { refuseAction } from "@/server/guards/refuse-action.ts";

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

const withClerk = clerkMiddleware(
  () => withTransportSecurity(NextResponse.next()),
  () => ({
    // With Clerk's own address set, the browser reaches Clerk through this server.
    frontendApiProxy: { enabled: env().CLERK_FAPI_URL !== undefined },
    // A token that was issued for another origin's page is not accepted.
    authorizedParties: [env().APP_ORIGIN],
    contentSecurityPolicy: {
      // A nonce for every page; needs <ClerkProvider dynamic>.
      strict: true,
      directives: {
        "img-src": ["data:"],
        "object-src": ["none"],
        "base-uri": ["none"],
        "frame-ancestors": ["none"],
      },
    },
  }),
);

/**
 * Authenticates the request and sets the content security policy of pages. It authorizes nothing:
 * pages and procedures check permissions themselves.
 */
export default async function proxy(request: NextRequest, event: NextFetchEvent) {
  if (!isText(request.nextUrl.pathname)) return new NextResponse(null, { status: 400 });
  const refused = await refuseAction(request, env().APP_ORIGIN);
  return refused ?? withClerk(atOurOrigin(request), event);
}

export const config = {
  // `auth()` works in /api only if the matcher includes it; Next's own files need no authentication.
  matcher: ["/((?!_next/static|_next/image|favicon.ico|icon.svg).*)", "/__clerk/:path*"],
};
