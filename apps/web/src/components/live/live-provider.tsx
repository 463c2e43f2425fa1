"use client";

import { useAuth } from "@clerk/nextjs";
import type { AppRouter, LiveChange } from "@reslot/api";
import type { TRPCClient } from "@trpc/client";
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useEffectEvent,
  useState,
} from "react";
import { api } from "@/trpc/react.tsx";
import type { OpenStream } from "./keep-open.ts";
import { shareStream } from "./share-stream.ts";

type Listener = (change: LiveChange) => void;
type Subscribe = (listener: Listener) => () => void;

const LiveContext = createContext<Subscribe>(() => () => {});

/** Hears of what changes for the signed-in person, until they sign out, for everything below. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const { userId } = useAuth();
  const { client } = api.useUtils();
  const [listeners] = useState(() => new Set<Listener>());
  useEffect(() => {
    if (!userId) return;
    return shareStream<LiveChange>({
      name: `reslot-live-${userId}`,
      open: streamOf(client),
      onEvent: (change) => listeners.forEach((listener) => listener(change)),
      gap: { kind: "gap" },
    });
  }, [userId, client, listeners]);
  const subscribe = useCallback<Subscribe>(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [listeners],
  );
  return <LiveContext value={subscribe}>{children}</LiveContext>;
}

/** Calls the latest `onChange` for each change; never outside a `LiveProvider`. */
export function useLiveChanges(onChange: Listener): void {
  const subscribe = use(LiveContext);
  const tell = useEffectEvent(onChange);
  useEffect(() => subscribe((change) => tell(change)), [subscribe]);
}

function streamOf(client: TRPCClient<AppRouter>): OpenStream<LiveChange> {
  return ({ lastEventId, onEvent, onState, onFailure }) => {
    const stream = client.live.onChange.subscribe(
      { lastEventId },
      {
        onData: onEvent,
        onConnectionStateChange: ({ state }) => onState(state === "pending"),
        onError: onFailure,
        onComplete: onFailure,
      },
    );
    return () => stream.unsubscribe();
  };
}
