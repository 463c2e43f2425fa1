"use client";

import { useEffect } from "react";
import { bindKeys, type KeyActions } from "./single-keys.ts";

/** What single keys do while this component is on the page; `listenToKeys` listens to them. */
export function useKeys(keys: KeyActions): void {
  useEffect(() => bindKeys(keys));
}
