/** Recordings that are not reproduced, each group with its reason. */
const reasons: readonly (readonly [name: RegExp, reason: string])[] = [
  [/^15-/, "managed users of the deprecated Platform API are not used by the product"],
  [/^16-slots-timing/, "round-trip times of another machine: nothing that an answer could show"],
];

/** Why a recording is left out; null if it is checked. */
export function outOfScope(name: string): string | null {
  return reasons.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
