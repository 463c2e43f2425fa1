/** Light, dark, or the device's setting. */
export type Theme = "light" | "dark" | "system";

/** Unknown values follow the device. */
export function parseTheme(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}
