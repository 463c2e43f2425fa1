"use client";

import type { ReactNode } from "react";
import { registerZones, type ZoneRules } from "@/time/zone.ts";

/** Makes the server's time zone rules known before anything below is drawn. */
export function ZoneRulesProvider({
  rules,
  children,
}: {
  rules: readonly ZoneRules[];
  children: ReactNode;
}) {
  registerZones(rules);
  return children;
}
