"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { httpBatchStreamLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { type CreateTRPCReact, createTRPCReact } from "@trpc/react-query";
import type { AppRouter } from "@reslot/api";
import { type ReactNode, useState } from "react";
import { makeQueryClient } from "./query-client.ts";

/** Typed hooks for the whole API. */
export const api: CreateTRPCReact<AppRouter, unknown> = createTRPCReact<AppRouter>();

const url = "/api/trpc";

/** Subscriptions have a connection each; everything else goes in batches, whose quick parts wait for no slow one. */
const links = [
  splitLink({
    condition: ({ type }) => type === "subscription",
    true: httpSubscriptionLink({ url }),
    false: httpBatchStreamLink({ url, maxItems: 10 }),
  }),
];

/** Gives the page its API client; one cache per browser tab. */
export function TrpcProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  const [client] = useState(() => api.createClient({ links }));
  return (
    <api.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </api.Provider>
  );
}
