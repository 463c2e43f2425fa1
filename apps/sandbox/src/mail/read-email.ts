import { z } from "zod";
import { Problem } from "./problem.ts";

const mostRecipients = 50;
const addressPattern = /^(?:[^<>]*<)?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>?$/;

const addressesSchema = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === "string" ? [value] : value));
const optionalAddressesSchema = addressesSchema.nullish().transform((value) => value ?? []);

const emailSchema = z.object({
  from: z.string().min(1),
  to: addressesSchema,
  cc: optionalAddressesSchema,
  bcc: optionalAddressesSchema,
  reply_to: optionalAddressesSchema,
  subject: z.string().min(1),
  text: z
    .string()
    .nullish()
    .transform((value) => value ?? null),
  html: z
    .string()
    .nullish()
    .transform((value) => value ?? null),
  headers: z
    .record(z.string(), z.string())
    .nullish()
    .transform((value) => value ?? {}),
  tags: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .nullish()
    .transform((value) => value ?? []),
});
/** A send request with defaults filled in. */
export type Email = z.infer<typeof emailSchema>;

/** Validates a body as Resend does: reports the first error only. */
export function readEmail(body: unknown): Email {
  const parsed = emailSchema.safeParse(body);
  if (!parsed.success) throw complaintAbout(parsed.error, body);
  const email = parsed.data;
  checkAddresses("from", [email.from]);
  checkAddresses("to", email.to);
  checkAddresses("cc", email.cc);
  checkAddresses("bcc", email.bcc);
  checkAddresses("reply_to", email.reply_to);
  if (email.to.length === 0) throw missing("to");
  if (email.to.length > mostRecipients)
    throw invalid(`The \`to\` field must have at most ${mostRecipients} addresses.`);
  if (email.text === null && email.html === null)
    throw new Problem(422, "missing_required_field", "Missing `html` or `text` field.");
  return email;
}

function complaintAbout(error: z.ZodError, body: unknown): Problem {
  const field = String(error.issues[0]?.path[0] ?? "");
  if (field === "") return invalid("The body must be a JSON object.");
  const value: unknown = Object.entries(body ?? {}).find(([name]) => name === field)?.[1];
  return value === undefined || value === null || value === ""
    ? missing(field)
    : invalid(`The \`${field}\` field has the wrong type.`);
}

function checkAddresses(field: string, addresses: readonly string[]): void {
  if (addresses.every((address) => addressPattern.test(address.trim()))) return;
  throw invalid(
    `Invalid \`${field}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`,
  );
}

function missing(field: string): Problem {
  return new Problem(422, "missing_required_field", `Missing \`${field}\` field.`);
}

function invalid(message: string): Problem {
  return new Problem(422, "validation_error", message);
}
