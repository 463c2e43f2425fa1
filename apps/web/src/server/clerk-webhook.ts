import "server-only";
import { verifyWebhook } from "@clerk/nextjs/webhooks";
import { NextRequest } from "next/server";

/** What Clerk tells of a person; only who it is about is believed. */
export type ClerkNews =
  | { kind: "refused" }
  | { kind: "ignored" }
  | { kind: "updated" | "deleted"; clerkUserId: string };

/**
 * Checks with Clerk's own helper that a call is Clerk's, and reads whom it is about.
 *
 * @param signingSecret the endpoint's own, "whsec_…"
 */
export async function readClerkWebhook(
  request: Request,
  signingSecret: string,
): Promise<ClerkNews> {
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
