import type { z } from "zod";

/**
 * Checks a whole environment; an empty value counts as missing. Messages name the variables, with what each has to be,
 * and never their values.
 *
 * @throws {Error} listing every variable that is missing or forbidden, a line each
 */
export function readEnv<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  raw: Readonly<Record<string, string | undefined>>,
): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? "environment");
    return `  ${name} ${problemOf(issue, given[name])}: ${meaningOf(schema, name)}`;
  });
  throw new Error(`The environment is not complete:\n${[...new Set(problems)].join("\n")}`);
}

function problemOf(issue: z.core.$ZodIssue, value: string | undefined): string {
  if (issue.code === "custom") return issue.message;
  return value === undefined ? "is not set" : "is not valid";
}

function meaningOf(schema: z.ZodObject, name: string): string {
  const shape: unknown = schema.shape[name];
  return shape instanceof Object && "description" in shape ? String(shape.description) : "";
}
