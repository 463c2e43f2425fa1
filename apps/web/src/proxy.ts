import { clerkMiddleware } from "@clerk/nextjs/server";
import { NextResponse } from "next/server";
import { env } from "@/env.ts";

/**
 * Finds out who sent a request and sends the pages' content security policy. It protects nothing by itself:
 * pages and procedures check for themselves who may do what.
 */
export default clerkMiddleware(
  () => NextResponse.next(),
  () => ({
    // Where Clerk's own address is set, the browser reaches Clerk through us.
    frontendApiProxy: { enabled: env().CLERK_FAPI_URL !== undefined },
    // A token that was made for another origin's page is not good here.
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

export const config = {
  // /api has to be in here for `auth()` to work in it; Next's own files need nobody's name.
  matcher: ["/((?!_next/static|_next/image|favicon.ico|icon.svg).*)", "/__clerk/:path*"],
};
