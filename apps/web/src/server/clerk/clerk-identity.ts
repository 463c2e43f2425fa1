import "server-only";
import { isClerkAPIResponseError } from "@clerk/nextjs/errors";
import { clerkClient } from "@clerk/nextjs/server";
import { AppError, type Identity } from "@reslot/api/server";

/**
 * Profiles from Clerk, which stores no time zone. `getProfile` costs one call.
 *
 * @throws {AppError} UNAUTHENTICATED for a deleted account, whose last token is valid for another minute
 * @throws {Error} without a verified address: bookings are matched to people by address, so it must be proven
 */
export const clerkIdentity: Identity = {
  async getProfile(clerkUserId) {
    const clerk = await clerkClient();
    const user = await clerk.users.getUser(clerkUserId).catch(rejectDeleted);
    const address = user.primaryEmailAddress;
    if (address?.verification?.status !== "verified")
      throw new Error("The account has no verified primary e-mail address.");
    const name = [user.firstName, user.lastName].filter(Boolean).join(" ").trim();
    const email = address.emailAddress;
    return { email, name: name === "" ? (email.split("@")[0] ?? email) : name };
  },
};

function rejectDeleted(error: unknown): never {
  const isGone = isClerkAPIResponseError(error) && error.status === 404;
  throw isGone ? new AppError("UNAUTHENTICATED", { cause: error }) : error;
}
