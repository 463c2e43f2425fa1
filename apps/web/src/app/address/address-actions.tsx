"use client";

import { useClerk } from "@clerk/nextjs";
import { Button, PlainButtonLink } from "@/components/ui/button.tsx";
import { paths } from "@/paths.ts";

/** Clerk's own dialogue for the account, a fresh look at it, and the way to another account. */
export function AddressActions({
  words,
}: {
  words: { manage: string; tryAgain: string; signOut: string };
}) {
  const clerk = useClerk();
  return (
    <>
      <Button variant="primary" onClick={() => clerk.openUserProfile()}>
        {words.manage}
      </Button>
      <PlainButtonLink href={paths.meetings}>{words.tryAgain}</PlainButtonLink>
      <Button variant="quiet" onClick={() => void clerk.signOut({ redirectUrl: paths.signIn })}>
        {words.signOut}
      </Button>
    </>
  );
}
