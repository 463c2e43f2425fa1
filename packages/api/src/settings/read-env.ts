import type { z } from "zod";

/**
 * Checks a whole environment; an empty value counts as missing. Messages name the variables and
 * never their values.
 *
 * @throws {Error} listing every variable that is missing or forbidden
 */
export function readEnv<T>(
  schema: z.ZodType<T>,
  raw: Readonly<Record<string, string | undefined>>,
): T {
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? "environment");
    if (given[name] === undefined && issue.code !== "custom") return `${name} is not set`;
    return `${name} ${issue.code === "custom" ? issue.message : "is not valid"}`;
  });
  throw new Error(`The environment is not complete: ${[...new Set(problems)].join("; ")}.`);
}
