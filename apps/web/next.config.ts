import type { NextConfig } from "next";

/** What every answer carries, files included. What depends on the request is in `proxy.ts`. */
const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  },
];

const config: NextConfig = {
  transpilePackages: ["@reslot/api", "@reslot/cal", "@reslot/db", "@reslot/messages"],
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // Next keeps what is sent in memory before we see it: twice as much as we read, so that more is still told from less.
  experimental: { proxyClientMaxBodySize: "512kb" },
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    {
      // The addresses of our pages name meetings. The ways to Cal.com and back say it for themselves.
      source: "/((?!api/cal/).*)",
      headers: [{ key: "Referrer-Policy", value: "same-origin" }],
    },
  ],
};

export default config;
