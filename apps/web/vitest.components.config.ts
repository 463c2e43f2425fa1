import { fileURLToPath } from "node:url";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { launchOptions } from "./e2e/support/browser/launch-browser.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Tests of single components beside them, in a real browser: layout, focus and keys are the browser's own. */
export default defineConfig({
  resolve: {
    alias: { "@": path("./src"), "@clerk/nextjs": path("./test/components/clerk-double.ts") },
  },
  // What is found only while a test runs makes Vite reload in the middle of it.
  optimizeDeps: {
    include: [
      "@reslot/messages > icu-minify/compile",
      "@reslot/messages > icu-minify/format",
      "axe-core",
      "lucide-react",
      "next/dynamic",
      "next/link",
      "next/navigation",
      "react-aria-components",
      "sonner",
      "ulid",
      "react-aria-components/Dialog",
      "react-aria-components/Popover",
      "vitest-browser-react",
    ],
  },
  test: {
    name: "components",
    include: ["src/**/*.test.tsx"],
    globalSetup: [path("./test/components/prepare-browser.ts")],
    setupFiles: [path("./test/components/setup.ts")],
    testTimeout: 30_000, // a locator that finds nothing waits for all of it
    expect: { poll: { timeout: 10_000 } },
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: launchOptions() }),
      instances: [{ browser: "chromium" }],
      locators: { exact: false }, // a name may be longer, as for people who look for a word
      viewport: { width: 1280, height: 900 },
    },
  },
});
