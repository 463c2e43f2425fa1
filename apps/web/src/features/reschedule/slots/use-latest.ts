"use client";

import { useCallback, useLayoutEffect, useRef } from "react";

/** A handler that stays the same function while what it does changes, so that what has it is not drawn anew. */
export function useLatest<Input>(handler: (input: Input) => void): (input: Input) => void {
  const latest = useRef(handler);
  useLayoutEffect(() => {
    latest.current = handler;
  });
  return useCallback((input) => latest.current(input), []);
}
