import { z } from "zod";
import { instantSchema } from "../http/instant-schema.ts";
import { type CalWebhook, knownTriggers, knownWebhookSchema } from "./cal-webhook.ts";

/** NOT_JSON: no JSON text at all. UNEXPECTED_PAYLOAD: JSON, but not a delivery of Cal.com's. */
export type CalWebhookErrorCode = "NOT_JSON" | "UNEXPECTED_PAYLOAD";

/** A signed body that cannot be read. Its message names the field, and quotes nothing of the body. */
export class CalWebhookError extends Error {
  override readonly name = "CalWebhookError";
  readonly code: CalWebhookErrorCode;

  constructor(code: CalWebhookErrorCode, field = "") {
    super(`Cal.com's webhook cannot be read: ${code}${field === "" ? "" : ` (${field})`}`);
    this.code = code;
  }
}

const anyWebhookSchema = z.object({
  triggerEvent: z.string().min(1),
  createdAt: z.unknown().optional(),
});

/**
 * Reads the body of a delivery, after `verifyCalSignature` accepted the same bytes. Unknown fields
 * are dropped, events that are not understood come out as "unknown".
 *
 * Shape: webhook version 2021-10-20, recorded deliveries of a 2026-01 server; requested and
 * rejected ones from the documentation.
 *
 * @throws {CalWebhookError} for anything else, such as the body of a custom payload template.
 */
export function parseCalWebhook(rawBody: Uint8Array | string): CalWebhook {
  const json = parseJson(rawBody);
  const envelope = anyWebhookSchema.safeParse(json);
  if (!envelope.success) throw unexpected(envelope.error);
  const { triggerEvent, createdAt } = envelope.data;
  if (!knownTriggers.has(triggerEvent)) {
    return {
      triggerEvent: "unknown",
      trigger: triggerEvent.slice(0, 80),
      createdAt: instantSchema.safeParse(createdAt).data ?? null,
    };
  }
  const known = knownWebhookSchema.safeParse(json);
  if (!known.success) throw unexpected(known.error);
  return known.data;
}

function parseJson(rawBody: Uint8Array | string): unknown {
  try {
    const text =
      typeof rawBody === "string"
        ? rawBody
        : new TextDecoder("utf-8", { fatal: true }).decode(rawBody);
    return JSON.parse(text);
  } catch {
    throw new CalWebhookError("NOT_JSON");
  }
}

function unexpected(error: z.ZodError): CalWebhookError {
  return new CalWebhookError("UNEXPECTED_PAYLOAD", error.issues[0]?.path.join(".") ?? "");
}
