import type { ReactNode } from "react";

/** What components have asked of Clerk. */
export const clerkCalls: string[] = [];

/** What a test sets: whether Clerk answers, and who is signed in. */
export const clerkState: { isDown: boolean; userId: string | null } = {
  isDown: false,
  userId: "user_1",
};

/** `@clerk/nextjs` for components: its own entry reads the server's cookies, which no browser has. */
export const useAuth = () => ({ getToken: async () => "token", userId: clerkState.userId });

export const useClerk = () => ({
  openUserProfile: () => void clerkCalls.push("openUserProfile"),
  signOut: async ({ redirectUrl }: { redirectUrl: string }) => {
    clerkCalls.push(`signOut ${redirectUrl}`);
    if (clerkState.isDown) throw new Error("Clerk does not answer.");
  },
});

/** Clerk's own elements are not drawn. */
export const UserButton = () => null;
export const SignIn = ({ fallback }: { fallback: ReactNode }) => fallback;
