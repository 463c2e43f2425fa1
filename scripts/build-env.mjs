const STAND_IN_HOST = "clerk.local-instance.test";

/**
 * What Next.js inlines into the browser bundle. Only public names, the same on every machine; a
 * build for real services sets its own values, which win.
 */
const defaults = {
  // `.test` is reserved (RFC 6761), so this key can never belong to a real Clerk instance.
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_test_${Buffer.from(`${STAND_IN_HOST}$`).toString("base64").replace(/=+$/, "")}`,
  NEXT_PUBLIC_CLERK_PROXY_URL: "/__clerk",
  NEXT_PUBLIC_CLERK_SIGN_IN_URL: "/sign-in",
  NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED: "1",
  NEXT_PUBLIC_CLERK_KEYLESS_DISABLED: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  TURBO_TELEMETRY_DISABLED: "1",
};

export const publicBuildEnv = process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY
  ? { NEXT_TELEMETRY_DISABLED: "1", TURBO_TELEMETRY_DISABLED: "1" }
  : defaults;
