"use client";

import { UserButton } from "@clerk/nextjs";
import { Avatar } from "@/components/ui/avatar.tsx";

/** The person's account menu; behind their initials. */
export function Account({ name }: { name: string }) {
  return (
    <span className="account">
      <Avatar name={name} isMe />
      <UserButton />
    </span>
  );
}
