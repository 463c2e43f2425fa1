import "server-only";
import type { ReactNode } from "react";
import { ZoneRulesProvider } from "./zone-rules-provider.tsx";
import { now } from "@/time/clock.ts";
import type { ZoneRules } from "@/time/zone.ts";
import { zoneRules } from "@/time/zone-rules.ts";

const dayMs = 86_400_000;
const reachMs = 800 * dayMs;

const cached = new Map<string, ZoneRules>();

/** Tells the browser how these zones' clocks go, two years back and two ahead. */
export function KnownZones({ zones, children }: { zones: readonly string[]; children: ReactNode }) {
  const rules = [...new Set(zones)].map(rulesToday);
  return <ZoneRulesProvider rules={rules}>{children}</ZoneRulesProvider>;
}

/** Worked out once a day for each zone: a few hundred look-ups. */
function rulesToday(timeZone: string): ZoneRules {
  const today = Math.floor(now() / dayMs) * dayMs;
  const known = cached.get(timeZone);
  if (known?.from === today - reachMs) return known;
  const rules = zoneRules(timeZone, { from: today - reachMs, to: today + reachMs });
  cached.set(timeZone, rules);
  return rules;
}
