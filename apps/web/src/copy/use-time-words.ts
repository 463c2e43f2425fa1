"use client";

import { useMemo } from "react";
import { useMessages } from "./messages-provider.tsx";
import { type TimeWords, timeWords } from "./time-words.ts";

/** Lengths and distances in time, in the reader's language. */
export function useTimeWords(): TimeWords {
  const t = useMessages("time");
  return useMemo(() => timeWords(t), [t]);
}
