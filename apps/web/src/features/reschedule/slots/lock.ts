"use client";

import { createContext, use } from "react";

const LockContext = createContext(false);

/** While the meeting is being moved already, no time can be chosen below. */
export const Lock = LockContext;

export function useIsLocked(): boolean {
  return use(LockContext);
}
