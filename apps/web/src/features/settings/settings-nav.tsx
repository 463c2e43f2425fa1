import Link from "next/link";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";

/** The pages of the settings. */
export function SettingsNav({ current }: { current: "calendar" | "sharing" | "data" }) {
  const t = useMessages("settings");
  const link = (page: typeof current) => (page === current ? ("page" as const) : undefined);
  return (
    <nav className="sidenav" aria-label={t("title")}>
      <Link href={paths.calendarSettings} aria-current={link("calendar")}>
        {t("calendar")}
      </Link>
      <Link href={paths.sharingSettings} aria-current={link("sharing")}>
        {t("sharing")}
      </Link>
      <Link href={paths.dataSettings} aria-current={link("data")}>
        {t("data")}
      </Link>
    </nav>
  );
}
