"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { chooseTheme } from "./choose-theme.ts";
import type { Theme } from "./theme.ts";

const icons = { light: Sun, dark: Moon, system: Monitor } as const;
const following = { system: "light", light: "dark", dark: "system" } as const;

/** Cycles through device, light and dark. The server renders the choice into the page, so nothing flashes. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const t = useMessages("frame");
  const [theme, setTheme] = useState(initial);
  const Icon = icons[theme];

  function change() {
    const chosen = following[theme];
    setTheme(chosen);
    chooseTheme(chosen);
  }

  const label = t("theme", { theme });
  return (
    <IconButton onClick={change} aria-label={label} title={label}>
      <Icon className="icon-lg" />
    </IconButton>
  );
}
