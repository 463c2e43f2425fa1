"use client";

import { Link } from "@/components/ui/link.tsx";
import { usePathname } from "next/navigation";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import styles from "./nav-links.module.css";

/** Links to the main pages; the current one is marked. */
export function NavLinks() {
  const t = useMessages("frame");
  const pathname = usePathname();
  const current = (prefix: string) => (pathname.startsWith(prefix) ? "page" : undefined);
  return (
    <nav className={styles.nav} aria-label={t("nav")}>
      <Link href={paths.meetings} aria-current={current("/meetings")}>
        {t("meetings")}
      </Link>
      <Link href={paths.profileSettings} aria-current={current("/settings")}>
        {t("settings")}
      </Link>
    </nav>
  );
}
