import "server-only";
import { dayMs, readZoneRules, systemClock, type ZoneRules } from "@reslot/cal/time";
import type { ReactNode } from "react";
import { ZoneRulesProvider } from "./zone-rules-provider.tsx";

const reachMs = 800 * dayMs;

const cached = new Map<string, ZoneRules>();

/** Gives the browser the rules of these time zones, from two years back to two years ahead. */
export function KnownZones({
  zones,
  children,
}: {
  zones: readonly (string | null)[];
  children: ReactNode;
}) {
  const known = zones.filter((zone) => zone !== null);
  const rules = [...new Set(known)].map(rulesToday);
  return <ZoneRulesProvider rules={rules}>{children}</ZoneRulesProvider>;
}

/** Read once a day for each zone. */
function rulesToday(timeZone: string): ZoneRules {
  const today = Math.floor(systemClock.now() / dayMs) * dayMs;
  const known = cached.get(timeZone);
  if (known?.start === today - reachMs) return known;
  const rules = readZoneRules(timeZone, { start: today - reachMs, end: today + reachMs });
  cached.set(timeZone, rules);
  return rules;
}
