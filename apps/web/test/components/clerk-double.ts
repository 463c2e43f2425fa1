/** What components have asked of Clerk. */
export const clerkCalls: string[] = [];

/** `@clerk/nextjs` for components: its own entry reads the server's cookies, which no browser has. */
export const useAuth = () => ({ getToken: async () => "token" });

export const useClerk = () => ({
  openUserProfile: () => void clerkCalls.push("openUserProfile"),
  signOut: async ({ redirectUrl }: { redirectUrl: string }) =>
    void clerkCalls.push(`signOut ${redirectUrl}`),
});
