import { Link } from "@/components/ui/link.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import styles from "./settings.module.css";

const pages = [
  { name: "profile", href: paths.profileSettings },
  { name: "calendar", href: paths.calendarSettings },
  { name: "sharing", href: paths.sharingSettings },
  { name: "notifications", href: paths.notificationSettings },
  { name: "data", href: paths.dataSettings },
] as const;

/** The pages of the settings. */
export function SettingsNav({ current }: { current: (typeof pages)[number]["name"] }) {
  const t = useMessages("settings");
  return (
    <nav className={styles["nav"]} aria-label={t("title")}>
      {pages.map(({ name, href }) => (
        <Link key={name} href={href} aria-current={name === current ? "page" : undefined}>
          {t(name)}
        </Link>
      ))}
    </nav>
  );
}
