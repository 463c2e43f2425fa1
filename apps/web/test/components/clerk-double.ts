/** What components have asked of Clerk. */
export const clerkCalls: string[] = [];

/** What a test sets to have Clerk not answer. */
export const clerkState = { isDown: false };

/** `@clerk/nextjs` for components: its own entry reads the server's cookies, which no browser has. */
export const useAuth = () => ({ getToken: async () => "token" });

export const useClerk = () => ({
  openUserProfile: () => void clerkCalls.push("openUserProfile"),
  signOut: async ({ redirectUrl }: { redirectUrl: string }) => {
    clerkCalls.push(`signOut ${redirectUrl}`);
    if (clerkState.isDown) throw new Error("Clerk does not answer.");
  },
});
