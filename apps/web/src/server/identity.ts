import "server-only";
import { isClerkAPIResponseError } from "@clerk/nextjs/errors";
import { clerkClient } from "@clerk/nextjs/server";
import { AppError, type Identity } from "@reslot/api/server";

/**
 * Who people are, as Clerk knows them. Clerk keeps no time zone.
 *
 * `getProfile` costs one call. Somebody who is gone is nobody, for the minute that their last token still lives. It
 * throws when there is no verified address: a booking finds its people by their addresses, so one that nobody proved
 * must not count.
 */
export const clerkIdentity: Identity = {
  async getProfile(clerkUserId) {
    const clerk = await clerkClient();
    const user = await clerk.users.getUser(clerkUserId).catch(refuseWhoIsGone);
    const address = user.primaryEmailAddress;
    if (address?.verification?.status !== "verified")
      throw new Error("The account has no verified primary e-mail address.");
    const name = [user.firstName, user.lastName].filter(Boolean).join(" ").trim();
    const email = address.emailAddress;
    return { email, name: name === "" ? (email.split("@")[0] ?? email) : name, timeZone: null };
  },
};

function refuseWhoIsGone(error: unknown): never {
  const isGone = isClerkAPIResponseError(error) && error.status === 404;
  throw isGone ? new AppError("UNAUTHENTICATED", { cause: error }) : error;
}
