import type { NextConfig } from "next";

const config: NextConfig = {
  transpilePackages: ["@reslot/api", "@reslot/cal", "@reslot/db"],
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
};

export default config;
