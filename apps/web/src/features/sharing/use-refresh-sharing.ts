import { api } from "@/trpc/react.tsx";

/** Reads again what a decision changes: meetings, their times, the coaches, and the questions that were open. */
export function useRefreshSharing(): () => Promise<void> {
  const utils = api.useUtils();
  return async () => {
    await Promise.all([
      utils.booking.invalidate(),
      utils.sharing.invalidate(),
      utils.notification.invalidate(),
    ]);
  };
}
