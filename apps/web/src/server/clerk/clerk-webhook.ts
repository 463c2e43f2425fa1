import "server-only";
import { verifyWebhook } from "@clerk/nextjs/webhooks";
import { NextRequest } from "next/server";

/** An event from Clerk, reduced to the person it is about: everything else is read from Clerk itself. */
export type ClerkEvent =
  | { kind: "refused" }
  | { kind: "ignored" }
  | { kind: "updated" | "deleted"; clerkUserId: string };

/**
 * Verifies the signature of a call with Clerk's own helper, and reads which person it is about.
 *
 * @param signingSecret of this endpoint, "whsec_…"
 */
export async function readClerkWebhook(
  request: Request,
  signingSecret: string,
): Promise<ClerkEvent> {
  let event;
  try {
    event = await verifyWebhook(new NextRequest(request), { signingSecret });
  } catch {
    return { kind: "refused" };
  }
  const clerkUserId = event.data.id;
  if (!clerkUserId) return { kind: "ignored" };
  if (event.type === "user.updated") return { kind: "updated", clerkUserId };
  return event.type === "user.deleted" ? { kind: "deleted", clerkUserId } : { kind: "ignored" };
}
