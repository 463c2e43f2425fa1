"use client";

import { registerZoneRules, type ZoneRules } from "@reslot/cal/time";
import type { ReactNode } from "react";

/** Makes the server's time zone rules known before anything below is drawn. */
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
