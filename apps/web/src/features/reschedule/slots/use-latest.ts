"use client";

import { useCallback, useLayoutEffect, useRef } from "react";

/** A stable function that calls the latest handler, so that memoized children do not render again. */
export function useLatest<Input>(handler: (input: Input) => void): (input: Input) => void {
  const latest = useRef(handler);
  useLayoutEffect(() => {
    latest.current = handler;
  });
  return useCallback((input) => latest.current(input), []);
}
