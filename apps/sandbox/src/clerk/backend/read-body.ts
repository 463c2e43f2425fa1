import type { Context } from "hono";
import type { z } from "zod";
import { Problem } from "../problem.ts";

/** The validated JSON body; an empty body counts as an empty object. Answers 422 for anything else. */
export async function readBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const parsed = schema.safeParse(parseJson(await c.req.text()));
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new Problem(422, "form_param_format_invalid", {
    message: `${field === "" ? "The body" : field} is missing or malformed.`,
    field,
  });
}

function parseJson(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    return null;
  }
}
