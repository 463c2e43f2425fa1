// After `next build`: makes the standalone folder whole, with the files that browsers load and the program that starts it.
import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const app = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const standalone = join(app, ".next/standalone/apps/web");
cpSync(join(app, ".next/static"), join(standalone, ".next/static"), { recursive: true });
execFileSync(
  process.execPath,
  [
    join(app, "../../scripts/bundle-program.mjs"),
    join(app, "src/program/main.ts"),
    join(standalone, "main.mjs"),
  ],
  { stdio: "inherit" },
);
