import { secrets, stack } from "./stack.ts";

/** Fields of Clerk's answers that tests read. */
interface ClerkAnswer {
  readonly id: string;
  readonly status: string;
  readonly primary_email_address_id: string;
}

/** Calls Clerk's Backend API. */
export async function clerk(
  method: "POST" | "PATCH" | "DELETE",
  path: string,
  body: object = {},
): Promise<ClerkAnswer> {
  const response = await fetch(`${stack.clerkUrl}/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${secrets.clerkSecretKey}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`Clerk refused: ${await response.text()}`);
  return response.json();
}

/** Creates a session with Clerk's API, without a browser. */
export const startSession = (clerkUserId: string) =>
  clerk("POST", "sessions", { user_id: clerkUserId });

/** Revokes a session at Clerk; its tokens stay valid for up to a minute. */
export const revokeSession = (sessionId: string) => clerk("POST", `sessions/${sessionId}/revoke`);
