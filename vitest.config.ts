import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: ["packages/*", "apps/*", "apps/web/vitest.components.config.ts", "apps/web/e2e"],
  },
});
