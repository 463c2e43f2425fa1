import "server-only";
import { clerkClient } from "@clerk/nextjs/server";
import type { Identity } from "@reslot/api/server";

/**
 * Who people are, as Clerk knows them. Clerk keeps no time zone.
 *
 * `getProfile` costs one call and throws when the person is gone or has no verified address: a booking finds its
 * people by their addresses, so an address that nobody proved must not count.
 */
export const clerkIdentity: Identity = {
  async getProfile(clerkUserId) {
    const clerk = await clerkClient();
    const user = await clerk.users.getUser(clerkUserId);
    const address = user.primaryEmailAddress;
    if (address?.verification?.status !== "verified")
      throw new Error("The account has no verified primary e-mail address.");
    const name = [user.firstName, user.lastName].filter(Boolean).join(" ").trim();
    const email = address.emailAddress;
    return { email, name: name === "" ? (email.split("@")[0] ?? email) : name, timeZone: null };
  },
};
