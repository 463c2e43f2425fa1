import { writeFileSync } from "node:fs";
import { figuresFile } from "./env.ts";

/** Sets the exit code, and writes counts that must be zero to the report of `npm run`. */
export function reportZeros(counts: Readonly<Record<string, number>>): void {
  const figures = Object.entries(counts).map(([name, value]) => [
    name,
    { value, limit: 0, ok: value === 0 },
  ]);
  if (figuresFile) writeFileSync(figuresFile, JSON.stringify(Object.fromEntries(figures)));
  if (Object.values(counts).some((value) => value > 0)) process.exitCode = 1;
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`);
