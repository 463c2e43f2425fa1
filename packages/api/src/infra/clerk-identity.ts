import { z } from "zod";
import { AppError } from "../core/errors/app-error.ts";
import type { Identity, Profile } from "../core/identity.ts";

interface ClerkOptions {
  secretKey: string;
  /** Where Clerk's Backend API is; Clerk itself when left out. */
  apiUrl?: string | undefined;
  fetch?: typeof fetch;
}

const timeoutMs = 5_000;

const addressSchema = z.object({
  id: z.string(),
  email_address: z.string(),
  verification: z.object({ status: z.string() }).nullish(),
});
const userSchema = z.object({
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  primary_email_address_id: z.string().nullish(),
  email_addresses: z.array(z.unknown()),
});

/**
 * Profiles from Clerk, which stores no time zone. Each function costs one call.
 *
 * @see https://clerk.com/docs/reference/backend-api/tag/users/GET/users/{user_id}
 */
export function createClerkIdentity({
  secretKey,
  apiUrl = "https://api.clerk.com",
  fetch: call = fetch,
}: ClerkOptions): Identity {
  /** null: there is no such account. @throws {Error} when Clerk does not answer */
  async function send(method: string, clerkUserId: string): Promise<Response | null> {
    const response = await call(`${apiUrl}/v1/users/${encodeURIComponent(clerkUserId)}`, {
      method,
      headers: { authorization: `Bearer ${secretKey}`, accept: "application/json" },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(`Clerk answered ${response.status}.`);
    return response;
  }

  return {
    /** @throws {AppError} UNAUTHENTICATED for a deleted account, whose last token is valid for another minute */
    async getProfile(clerkUserId) {
      const response = await send("GET", clerkUserId);
      if (!response) throw new AppError("UNAUTHENTICATED");
      return profileOf(userSchema.parse(await response.json()));
    },
    async deleteAccount(clerkUserId) {
      await send("DELETE", clerkUserId);
    },
  };
}

/** Only verified addresses: meetings are matched to people by address, so it must be proven. */
function profileOf(user: z.infer<typeof userSchema>): Profile {
  const verified = user.email_addresses.flatMap((row) => {
    const address = addressSchema.safeParse(row).data;
    return address?.verification?.status === "verified" ? address : [];
  });
  const primary = verified.find(({ id }) => id === user.primary_email_address_id);
  const addresses = verified.map(({ email_address: address }) => address);
  return {
    email: primary?.email_address ?? null,
    otherEmails: addresses.filter((address) => address !== primary?.email_address),
    name: [user.first_name, user.last_name].filter(Boolean).join(" "),
  };
}
