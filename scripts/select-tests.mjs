import { globSync } from "node:fs";
import { relative } from "node:path";

/** Options of vitest whose value is the next argument, which is not a pattern then. */
const WITH_VALUE = new Set(["-t", "--testNamePattern", "--project", "--reporter", "--maxWorkers"]);
const TEST_FILE = /\.(test|e2e)\.tsx?$/;

/**
 * Splits the arguments of `npm test` and finds what they select.
 *
 * `--seeds N` is how many runs of each kind the simulator of the reschedule protocol makes. Words that are no option
 * are patterns: a file runs when its path from the root contains one of them.
 * @returns `journeys` and `others` say whether a file of that sort is to run
 */
export function selectTests(args, root) {
  const env = {};
  const flags = [];
  const patterns = [];
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at];
    if (argument === "--seeds") env.SIM_SEEDS = args[(at += 1)];
    else if (WITH_VALUE.has(argument)) flags.push(argument, args[(at += 1)]);
    else if (argument.startsWith("-")) flags.push(argument);
    else patterns.push(relative(root, argument) || argument);
  }
  const files = listTestFiles(root).filter(
    (file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)),
  );
  const isJourney = (file) => file.endsWith(".e2e.ts");
  return {
    env,
    flags,
    patterns,
    journeys: files.some(isJourney),
    others: files.some((file) => !isJourney(file)),
  };
}

function listTestFiles(root) {
  const isSkipped = (path) => /(^|\/)(node_modules|\.next)$/.test(path);
  return ["apps", "packages"].flatMap((folder) =>
    globSync(`${folder}/*/**/*.{ts,tsx}`, { cwd: root, exclude: isSkipped })
      .map((file) => file.replaceAll("\\", "/"))
      .filter((file) => TEST_FILE.test(file)),
  );
}
