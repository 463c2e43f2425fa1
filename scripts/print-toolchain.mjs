// Run by bootstrap.mjs inside `npm exec`: says where npm has put the Node and pnpm it was asked for.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const bin = process.env.PATH.split(delimiter).find(
  (folder) => existsSync(join(folder, "pnpm")) || existsSync(join(folder, "pnpm.cmd")),
);
console.log(`toolchain=${JSON.stringify({ node: process.execPath, bin })}`);
