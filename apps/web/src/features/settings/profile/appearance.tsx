"use client";

import { chooseTheme } from "@/components/frame/choose-theme.ts";
import { parseTheme, type Theme } from "@/components/frame/theme.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { ChoiceRow } from "@/features/settings/settings-row.tsx";

/** Light, dark, or as the device: of this browser, and at once. */
export function Appearance({ initial }: { initial: Theme }) {
  const t = useMessages("profile");
  return (
    <ChoiceRow
      label={t("look.label")}
      name="look"
      value={initial}
      options={[
        { value: "system", text: t("look.system") },
        { value: "light", text: t("look.light") },
        { value: "dark", text: t("look.dark") },
      ]}
      onChoose={(theme) => chooseTheme(parseTheme(theme))}
    />
  );
}
