import { Settings } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { serverMessages } from "@/copy/server-messages.ts";
import { paths } from "@/paths.ts";
import { Account } from "./account.tsx";
import { Logo } from "./logo.tsx";
import { NavLinks } from "./nav-links.tsx";
import type { Theme } from "./theme.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

/** The header of every page of a signed-in person. */
export async function SiteHeader({
  name,
  theme,
  bell,
}: {
  name: string;
  theme: Theme;
  bell: ReactNode;
}) {
  const t = await serverMessages("frame");
  return (
    <header className="top">
      <div className="top-in">
        <Link className="brand" href={paths.meetings}>
          <Logo />
          {t("product")}
        </Link>
        <NavLinks />
        <div className="top-end">
          <ThemeSwitch initial={theme} />
          {bell}
          <Link className="iconbtn only-m" href={paths.calendarSettings} aria-label={t("settings")}>
            <Settings className="i i-lg" />
          </Link>
          <Account name={name} />
        </div>
      </div>
    </header>
  );
}
