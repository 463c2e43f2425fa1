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

/** Signs a person in as Clerk's own API does, without a browser. */
export const startSession = (clerkUserId: string) => clerk("", { user_id: clerkUserId });

/** Ends a session at Clerk; the tokens that it gave live on for up to a minute. */
export const revokeSession = (sessionId: string) => clerk(`/${sessionId}/revoke`, {});
