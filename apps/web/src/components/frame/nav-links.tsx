"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";

/** Links to the main pages; the current one is marked. */
export function NavLinks() {
  const pathname = usePathname();
  const current = (prefix: string) => (pathname.startsWith(prefix) ? "page" : undefined);
  return (
    <nav className="nav" aria-label={en.frame.nav.label}>
      <Link href={paths.meetings} aria-current={current("/meetings")}>
        {en.frame.nav.meetings}
      </Link>
      <Link href={paths.calendarSettings} aria-current={current("/settings")}>
        {en.frame.nav.settings}
      </Link>
    </nav>
  );
}
