import { QueryClient } from "@tanstack/react-query";

/** The browser's query cache: fresh for 30 seconds; client errors are not retried. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: shouldRetry, refetchOnWindowFocus: true },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

/** Retries only what may succeed the next time: no answer, 429 and 5xx. */
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
