/** Every message of a tree with its dotted path. */
export function pathsOf(words: object, prefix = ""): [path: string, message: string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === "string") return [[prefix + key, value] satisfies [string, string]];
    return typeof value === "object" && value !== null ? pathsOf(value, `${prefix}${key}.`) : [];
  });
}
