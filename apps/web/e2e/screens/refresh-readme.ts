// Copies the pictures that README.md shows from a fresh run of `npm run screens` into docs/screens.
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { picturesFolder } from "./take-picture.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const shown = new Set(
  [...readme.matchAll(/docs\/screens\/([\w-]+\.png)/g)].map(([, name]) => name),
);

for (const name of shown) {
  if (name === undefined) continue;
  copyFileSync(join(picturesFolder, name), join(root, "docs/screens", name));
  process.stdout.write(`✓ docs/screens/${name}\n`);
}
