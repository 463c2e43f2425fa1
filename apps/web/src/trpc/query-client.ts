import { QueryClient } from "@tanstack/react-query";

/** Cache rules of the browser: half a minute fresh, failures of the person's own making not repeated. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: shouldRetry, refetchOnWindowFocus: true },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

/** Only what may be different the next time: no answer, a busy or a broken server. */
function shouldRetry(failureCount: number, error: unknown): boolean {
  const status = statusOf(error);
  return failureCount < 2 && (status === null || status === 429 || status >= 500);
}

function statusOf(error: unknown): number | null {
  if (typeof error !== "object" || error === null || !("data" in error)) return null;
  const { data } = error;
  if (typeof data !== "object" || data === null || !("httpStatus" in data)) return null;
  return typeof data.httpStatus === "number" ? data.httpStatus : null;
}
