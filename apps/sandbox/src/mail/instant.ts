/** "2026-12-15T20:00:00.000Z". */
export function formatInstant(ms: number): string {
  return new Date(ms).toISOString();
}

export function parseInstant(iso: string): number {
  return Date.parse(iso);
}
