/** `@clerk/nextjs` for components: its own entry reads the server's cookies, which no browser has. */
export const useAuth = () => ({ getToken: async () => "token" });
