import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import components from "../../../vitest.components.config.ts";
import { makeSheet, takePicture } from "./picture-commands.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Renders every state of every page as component tests do, and makes a contact sheet of each. */
export default defineConfig({
  ...components,
  root: path("../../.."),
  resolve: {
    alias: {
      // The first that matches wins.
      "@/copy/server-messages.ts": path("./server-messages-double.ts"),
      "@/server/viewer.ts": path("./viewer-double.ts"),
      "next/navigation": path("../../../test/components/navigation-double.ts"),
      "@clerk/nextjs": path("../../../test/components/clerk-double.ts"),
      "@": path("../../../src"),
    },
  },
  // Bundled apart, its double would know another address than the scenes set.
  optimizeDeps: {
    exclude: ["next/navigation"],
    include: (components.optimizeDeps?.include ?? []).filter((name) => name !== "next/navigation"),
  },
  test: {
    ...components.test,
    name: "sheets",
    include: ["e2e/screens/sheets/*.screens.tsx"],
    testTimeout: 60_000,
    browser: { ...components.test?.browser, enabled: true, commands: { takePicture, makeSheet } },
  },
});
