"use client";

import { useAuth } from "@clerk/nextjs";
import { QueryClientProvider } from "@tanstack/react-query";
import { httpBatchStreamLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { type CreateTRPCReact, createTRPCReact } from "@trpc/react-query";
import type { AppRouter } from "@reslot/api";
import { type ReactNode, useState } from "react";
import { makeQueryClient } from "./query-client.ts";
import { renewLink } from "./renew-link.ts";

/** Typed hooks for the whole API. */
export const api: CreateTRPCReact<AppRouter, unknown> = createTRPCReact<AppRouter>();

const url = "/api/trpc";

/**
 * A connection for each subscription; everything else is batched, and streamed so that quick
 * answers do not wait for slow ones.
 */
const transport = splitLink<AppRouter>({
  condition: ({ type }) => type === "subscription",
  true: httpSubscriptionLink({ url }),
  false: httpBatchStreamLink({ url, maxItems: 10 }),
});

/** Provides the API client and the query cache, one per browser tab. */
export function TrpcProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  const { getToken } = useAuth();
  const [client] = useState(() => {
    const renew = async () => (await getToken({ skipCache: true })) !== null;
    return api.createClient({ links: [renewLink(renew), transport] });
  });
  return (
    <api.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </api.Provider>
  );
}
