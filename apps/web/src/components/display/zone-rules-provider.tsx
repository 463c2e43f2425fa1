"use client";

import { registerZoneRules, type ZoneRules } from "@reslot/cal/time";
import type { ReactNode } from "react";

/** Registers the server's time zone rules before anything below is rendered. */
export function ZoneRulesProvider({
  rules,
  children,
}: {
  rules: readonly ZoneRules[];
  children: ReactNode;
}) {
  registerZoneRules(rules);
  return children;
}
