import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

/** Headers of every response, static files included. Those that depend on the request are in `proxy.ts`. */
const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  },
];

const config: NextConfig = {
  // `next build` leaves a folder that runs anywhere with Node alone: what is used of node_modules is copied into it.
  output: "standalone",
  outputFileTracingRoot: fileURLToPath(new URL("../..", import.meta.url)),
  transpilePackages: [
    "@reslot/api",
    "@reslot/cal",
    "@reslot/db",
    "@reslot/messages",
    "@reslot/react",
  ],
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // No picture here needs the optimizer, which fetches and decodes what a request names.
  images: { unoptimized: true },
  // No Link headers: they would repeat the nonce, and the page itself says what to preload.
  reactMaxHeadersLength: 0,
  experimental: {
    // Next buffers bodies before proxy.ts runs: twice our own limit, so that the refusal is ours.
    proxyClientMaxBodySize: "512kb",
    serverActions: { bodySizeLimit: "256kb" },
  },
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    {
      // Our pages' addresses contain ids of meetings. The routes to Cal.com and back, and the links in mail, set their own policy.
      source: "/((?!api/cal/|api/unsubscribe/).*)",
      headers: [{ key: "Referrer-Policy", value: "same-origin" }],
    },
  ],
};

export default config;
