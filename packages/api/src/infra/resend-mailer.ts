import { Resend } from "resend";
import type { Settings } from "../core/settings.ts";

export interface MailMessage {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same message sent twice with the same key arrives once. */
  idempotencyKey: string;
}

export interface Mailer {
  /** @throws {MailError} when the provider did not take it */
  send(message: MailMessage): Promise<void>;
}

/** The provider did not take a message. */
export class MailError extends Error {
  /** By name: bundles of one process have copies of this class, and errors go from one to the other. */
  static override [Symbol.hasInstance](value: unknown): value is MailError {
    return value instanceof Error && value.name === "MailError";
  }

  override readonly name = "MailError";
  /** False when the same message will never be taken. */
  readonly retryable: boolean;

  constructor(message: string, { retryable, cause }: { retryable: boolean; cause?: unknown }) {
    super(message, { cause });
    this.retryable = retryable;
  }
}

/** What the provider says about the message itself; everything else may pass. */
const permanentErrors: readonly string[] = [
  "validation_error",
  "invalid_parameter",
  "missing_required_field",
  "invalid_idempotent_request",
  "invalid_from_address",
];

/** Sends through Resend. The idempotency key makes a repeated send arrive once within 24 h. */
export function createMailer({ resendApiKey, resendBaseUrl, from }: Settings["mail"]): Mailer {
  const resend = new Resend(resendApiKey, resendBaseUrl ? { baseUrl: resendBaseUrl } : {});
  return {
    async send({ to, subject, text, html, idempotencyKey }) {
      const { error } = await resend.emails
        .send({ from, to, subject, text, html }, { idempotencyKey })
        .catch((cause: unknown) => {
          throw new MailError("The mail provider could not be reached.", {
            retryable: true,
            cause,
          });
        });
      if (!error) return;
      throw new MailError(`The mail provider answered ${error.name}.`, {
        retryable: !permanentErrors.includes(error.name),
      });
    },
  };
}
