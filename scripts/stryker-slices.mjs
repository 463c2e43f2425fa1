import { spawnSync } from "node:child_process";
import { dirname, join, relative } from "node:path";
import { runCommand } from "./steps.mjs";

export const mutantsFolder = "packages/testing/src/mutants";

/** What Stryker mutates, by the configuration in the package; `goal` is the least share of killed mutants in percent. */
const SLICES = [
  { name: "availability", home: "packages/cal", source: "packages/cal/src/availability", goal: 95 },
  { name: "protocol", home: "packages/api", source: "packages/api/src/reschedule", goal: 85 },
];

/**
 * The slices that the arguments name, or all; with `--changed REF` those with changed files, and of these nothing else.
 * @returns {{ slice: object, files: string[] | null }[]} `files` is null for a whole slice
 */
export function chooseSlices(args, root) {
  const at = args.indexOf("--changed");
  if (at < 0) {
    const chosen = SLICES.filter(({ name }) => args.length === 0 || args.includes(name));
    return chosen.map((slice) => ({ slice, files: null }));
  }
  const changed = changedFiles(args[at + 1] ?? "", root);
  return SLICES.map((slice) => ({
    slice,
    files: changed.filter((file) => isIn(slice, file)),
  })).filter(({ files }) => files.length > 0);
}

function changedFiles(ref, root) {
  const diff = spawnSync("git", ["diff", "--name-only", "--diff-filter=d", ref], {
    cwd: root,
    encoding: "utf8",
  });
  if (diff.status === 0) return diff.stdout.split("\n").filter(Boolean);
  console.error(`✗ mutants     what has changed since "${ref}" is not known: nothing is mutated`);
  return [];
}

/** As the configurations say: the files of the folder itself, not those of folders in it. */
const isIn = ({ source }, file) => dirname(file) === source && !file.endsWith(".test.ts");

/** Runs Stryker on one slice and prints its score. @returns the exit code */
export async function runSlice({ slice, files }, { root, pnpm, env }) {
  const { name, home, goal } = slice;
  const folder = join(root, home);
  const mutate = files ? ["--mutate", files.map((file) => relative(home, file)).join(",")] : [];
  const code = await runCommand([pnpm, "exec", "stryker", "run", ...mutate], { cwd: folder, env });
  if (code !== 0) return code;
  const report = join(root, ".local/mutants", `${name}.json`);
  const score = [join(root, mutantsFolder, "stryker-score.ts"), report, String(goal)];
  return runCommand([process.execPath, ...score, files ? "part" : "whole"], { cwd: root, env });
}
