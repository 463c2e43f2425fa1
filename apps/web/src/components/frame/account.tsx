"use client";

import { UserButton } from "@clerk/nextjs";
import { Avatar } from "@/components/ui/avatar.tsx";
import styles from "./account.module.css";
import { AfterHydration } from "./after-hydration.tsx";

// Clerk puts its own avatar over our initials; only its button is wanted.
const look = { elements: { userButtonAvatarBox: styles.face } } as const;

/** The account menu, opened from the person's initials. */
export function Account({ name }: { name: string }) {
  return (
    <span className={styles.account}>
      <Avatar name={name} isMe />
      <AfterHydration>
        <UserButton appearance={look} />
      </AfterHydration>
    </span>
  );
}
