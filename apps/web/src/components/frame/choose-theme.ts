import { themeCookie } from "@/cookies.ts";
import { rememberInCookie } from "./remember-in-cookie.ts";
import type { Theme } from "./theme.ts";

/** Colours the page, and remembers it for this browser. */
export function chooseTheme(theme: Theme): void {
  rememberInCookie(themeCookie, theme === "system" ? null : theme);
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}
