import { Settings } from "lucide-react";
import { Link } from "@/components/ui/link.tsx";
import type { ReactNode } from "react";
import { serverMessages } from "@/copy/server-messages.ts";
import { iconButtonClass } from "@/components/ui/icon-button.tsx";
import { paths } from "@/paths.ts";
import { Account } from "./account.tsx";
import { brandClass, Logo } from "./logo.tsx";
import { NavLinks } from "./nav-links.tsx";
import styles from "./site-header.module.css";
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
    <header className={styles.header}>
      <div className={styles.inner}>
        <Link className={brandClass} href={paths.meetings}>
          <Logo />
          {t("product")}
        </Link>
        <NavLinks />
        <div className={styles.end}>
          <ThemeSwitch initial={theme} />
          {bell}
          <Link
            className={iconButtonClass(styles.small)}
            href={paths.profileSettings}
            aria-label={t("settings")}
          >
            <Settings className="icon-lg" />
          </Link>
          <Account name={name} />
        </div>
      </div>
    </header>
  );
}
