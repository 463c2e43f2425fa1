/**
 * Options of an LRU cache that holds up to `entries`, counted as sizes: with its `max` it would allocate
 * room for all of them when it is created, megabytes for a process that holds few.
 */
export const atMost = (entries: number) => ({ maxSize: entries, sizeCalculation: () => 1 });
