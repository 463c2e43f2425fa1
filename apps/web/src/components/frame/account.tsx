"use client";

import { UserButton } from "@clerk/nextjs";
import { Avatar } from "@/components/ui/avatar.tsx";

/** The person's account menu; their initials until it has loaded. */
export function Account({ name }: { name: string }) {
  return (
    <span className="account">
      <UserButton fallback={<Avatar name={name} isMe />} />
    </span>
  );
}
