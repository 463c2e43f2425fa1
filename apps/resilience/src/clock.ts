/** Milliseconds since the epoch. */
export const now = (): number => Date.now();

/** Today in UTC, "2026-11-25". */
export const today = (): string => new Date().toISOString().slice(0, 10);

export const toInstant = (ms: number): string => new Date(ms).toISOString();

export const fromInstant = (text: string): number => Date.parse(text);
