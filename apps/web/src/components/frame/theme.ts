/** Light, dark, or whatever the device says. */
export type Theme = "light" | "dark" | "system";

/** Anything unknown follows the device. */
export function parseTheme(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}
