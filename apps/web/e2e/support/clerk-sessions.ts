import { secrets, stack } from "./stack.ts";

interface Session {
  readonly id: string;
  readonly status: string;
}

async function clerk(path: string, body: object): Promise<Session> {
  const response = await fetch(`${stack.clerkUrl}/v1/sessions${path}`, {
    method: "POST",
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
export const startSession = (clerkUserId: string) => clerk("", { user_id: clerkUserId });

/** Revokes a session at Clerk; its tokens stay valid for up to a minute. */
export const revokeSession = (sessionId: string) => clerk(`/${sessionId}/revoke`, {});
