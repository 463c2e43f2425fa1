import { Problem } from "./problem.ts";
import { type Email, readEmail } from "./read-email.ts";

const mostEmails = 100;

/** A batch whose valid messages are sent, and what is wrong with the others. */
export interface Batch {
  emails: Email[];
  /** By the position in the request. */
  errors: { index: number; message: string }[];
}

/**
 * Validates the messages of a batch. `strict` refuses all of them with the first error, `permissive`
 * leaves out the invalid ones (resend.com/docs/dashboard/emails/batch-validation-modes).
 */
export function readBatch(body: unknown, mode: "strict" | "permissive"): Batch {
  if (!Array.isArray(body) || body.length === 0) {
    throw new Problem(422, "validation_error", "The body must be an array of emails.");
  }
  if (body.length > mostEmails) {
    throw new Problem(422, "validation_error", `A batch has at most ${mostEmails} emails.`);
  }
  const batch: Batch = { emails: [], errors: [] };
  for (const [index, each] of body.entries()) {
    try {
      batch.emails.push(readBatchEmail(each));
    } catch (error) {
      if (mode === "strict" || !(error instanceof Problem)) throw error;
      batch.errors.push({ index, message: error.message });
    }
  }
  return batch;
}

function readBatchEmail(body: unknown): Email {
  for (const field of ["attachments", "scheduled_at"]) {
    if (typeof body === "object" && body !== null && field in body) {
      throw new Problem(
        422,
        "validation_error",
        `The \`${field}\` field is not supported in a batch.`,
      );
    }
  }
  return readEmail(body);
}
