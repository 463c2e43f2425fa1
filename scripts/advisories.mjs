/** When the list below was last compared with the databases. */
export const recordedAt = "2026-11-30";

/**
 * Advisories that do not touch us, as { advisory, package, why }: OSV's word for them does not stop a check. One leaves
 * this list with the version that mends it.
 */
export const accepted = [];

/**
 * Weaknesses of packages that are installed here: `fixedIn` is the oldest version that may be locked, on the line
 * that we use. They are checked without a network, which an audit needs. A GHSA id is found at
 * github.com/advisories/<id>. When an advisory touches us, its line comes here together with the new version.
 */
export const advisories = [
  // What answers requests
  { advisory: "GHSA-f82v-jwr5-mffw", package: "next", fixedIn: "15.2.3" }, // x-middleware-subrequest (CVE-2025-29927)
  { advisory: "CVE-2025-66478", package: "next", fixedIn: "16.0.7" }, // code execution by Flight (CVE-2025-55182)
  { advisory: "CVE-2026-23869", package: "next", fixedIn: "16.2.3" }, // Server Functions exhaust the processor
  { advisory: "GHSA-267c-6grr-h53f", package: "next", fixedIn: "16.2.5" }, // proxy bypass by segment prefetch
  { advisory: "GHSA-26hh-7cqf-hhc6", package: "next", fixedIn: "16.2.6" }, // the same, with Turbopack
  { advisory: "GHSA-492v-c6pp-mqqv", package: "next", fixedIn: "16.2.6" }, // proxy bypass by route parameters
  { advisory: "GHSA-36qx-fr4f-26g5", package: "next", fixedIn: "16.2.6" }, // proxy bypass by locales
  { advisory: "GHSA-c4j6-fc7j-m34r", package: "next", fixedIn: "16.2.6" }, // requests forged by WebSocket upgrade
  { advisory: "GHSA-wfc6-r584-vfw7", package: "next", fixedIn: "16.2.5" }, // cache poisoning by RSC answers
  { advisory: "GHSA-8h8q-6873-q5fj", package: "next", fixedIn: "16.2.5" }, // Server Functions exhaust memory
  { advisory: "GHSA-mg66-mrh9-m8jx", package: "next", fixedIn: "16.2.5" }, // cache components hold connections
  { advisory: "GHSA-ffhc-5mcf-pf4q", package: "next", fixedIn: "16.2.5" }, // markup in a nonce
  { advisory: "GHSA-gx5p-jg67-6x7h", package: "next", fixedIn: "16.2.5" }, // markup in early scripts
  { advisory: "GHSA-h64f-5h5j-jqjh", package: "next", fixedIn: "16.2.5" }, // the image optimizer exhausts memory
  { advisory: "GHSA-vfv6-92ff-j949", package: "next", fixedIn: "16.2.5" }, // colliding keys of cached RSC answers
  { advisory: "GHSA-3g8h-86w9-wvmq", package: "next", fixedIn: "16.2.5" }, // a cache keeps a proxy's redirect
  { advisory: "GHSA-6gpp-xcg3-4w24", package: "next", fixedIn: "16.2.11" }, // proxy bypass, with Turbopack
  { advisory: "GHSA-m99w-x7hq-7vfj", package: "next", fixedIn: "16.2.11" }, // Server Functions exhaust the processor
  { advisory: "GHSA-89xv-2m56-2m9x", package: "next", fixedIn: "16.2.11" }, // requests forged by custom servers
  { advisory: "GHSA-p9j2-gv94-2wf4", package: "next", fixedIn: "16.2.11" }, // requests forged by rewrites
  { advisory: "CVE-2025-55182", package: "react", fixedIn: "19.2.1" }, // code execution by Flight
  { advisory: "CVE-2026-23870", package: "react", fixedIn: "19.2.6" }, // Server Functions exhaust memory
  { advisory: "CVE-2026-23870", package: "react-dom", fixedIn: "19.2.6" },
  { advisory: "GHSA-pj3v-9cm8-gvj8", package: "@trpc/server", fixedIn: "11.1.1" }, // a message stops the server
  { advisory: "GHSA-43p4-m455-4f4j", package: "@trpc/server", fixedIn: "11.8.0" }, // prototype pollution by forms

  // Identity
  { advisory: "GHSA-q6w5-jg5q-47vg", package: "@clerk/nextjs", fixedIn: "4.29.3" }, // acting for others
  { advisory: "GHSA-9mp4-77wg-rwx9", package: "@clerk/nextjs", fixedIn: "6.23.3" }, // verifyWebhook takes any signature
  { advisory: "GHSA-9mp4-77wg-rwx9", package: "@clerk/backend", fixedIn: "2.4.0" },
  { advisory: "GHSA-vqx2-fgx2-5wq9", package: "@clerk/nextjs", fixedIn: "7.2.1" }, // createRouteMatcher bypass
  { advisory: "GHSA-vqx2-fgx2-5wq9", package: "@clerk/shared", fixedIn: "4.8.3" },
  { advisory: "GHSA-vqx2-fgx2-5wq9", package: "@clerk/clerk-js", fixedIn: "6.7.5" },
  { advisory: "GHSA-w24r-5266-9c3c", package: "@clerk/nextjs", fixedIn: "7.2.4" }, // combined has() and protect()
  { advisory: "GHSA-gjxx-92w9-8v8f", package: "@clerk/backend", fixedIn: "3.2.14" }, // frontendApiProxy tells the key

  // Data and mail
  { advisory: "CVE-2025-48370", package: "@supabase/auth-js", fixedIn: "2.69.1" }, // paths in user ids
  { advisory: "CVE-2025-13033", package: "nodemailer", fixedIn: "7.0.7" }, // an address parsed as another
  { advisory: "GHSA-rcmh-qjqh-p98v", package: "nodemailer", fixedIn: "7.0.11" }, // endless parsing of addresses
  { advisory: "GHSA-c7w3-x93f-qmm8", package: "nodemailer", fixedIn: "8.0.4" }, // commands in an envelope
  { advisory: "GHSA-p6gq-j5cr-w38f", package: "nodemailer", fixedIn: "9.0.1" }, // raw reads files and addresses

  // What others bring along
  { advisory: "GHSA-r28c-9q8g-f849", package: "postcss", fixedIn: "8.5.18" }, // source maps read any file
  { advisory: "GHSA-2v37-7h3g-55p8", package: "nanoid", fixedIn: "3.3.17" }, // predictable ids
  { advisory: "GHSA-f88m-g3jw-g9cj", package: "sharp", fixedIn: "0.35.0" }, // libvips

  // The stand-ins and tools
  { advisory: "GHSA-f67f-6cw9-8mq4", package: "hono", fixedIn: "4.11.4" }, // a token chooses its algorithm
  { advisory: "CVE-2026-44457", package: "hono", fixedIn: "4.12.18" }, // a cache shares answers between people
  { advisory: "CVE-2026-47676", package: "hono", fixedIn: "4.12.21" }, // mounted paths are read twice
  { advisory: "GHSA-wc8c-qw6v-h7f6", package: "@hono/node-server", fixedIn: "1.19.10" }, // encoded slashes
  { advisory: "GHSA-92pp-h63x-v22m", package: "@hono/node-server", fixedIn: "1.19.13" }, // repeated slashes
  { advisory: "GHSA-frvp-7c67-39w9", package: "@hono/node-server", fixedIn: "1.19.15" }, // encoded backslashes
];
