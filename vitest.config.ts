import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take long by themselves. Started last, they would run alone while the other workers have nothing to do. */
const slowFiles = ["cal-conformance/conformance.test.ts"];

class SlowFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification) =>
      slowFiles.some((slow) => moduleId.endsWith(slow));
    // oxlint-disable-next-line unicorn/no-array-sort -- not an array's
    const sorted = await super.sort(files);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: SlowFilesFirst },
    projects: [
      "packages/*",
      "packages/api/vitest.simulator.config.ts",
      "packages/docs/vitest.extending.config.ts",
      "apps/*",
      "apps/web/vitest.components.config.ts",
      "apps/web/e2e",
    ],
  },
});
