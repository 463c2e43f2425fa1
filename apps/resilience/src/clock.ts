/** Milliseconds since the epoch. */
export const now = (): number => Date.now();

export const toInstant = (ms: number): string => new Date(ms).toISOString();

export const fromInstant = (text: string): number => Date.parse(text);
