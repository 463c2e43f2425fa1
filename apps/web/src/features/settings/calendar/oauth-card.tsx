import { Plug } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card.tsx";
import { PlainButtonLink } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "@/features/settings/settings.module.css";

/** Connects by signing in at Cal.com; below it are the other ways. */
export function OAuthCard({
  href,
  isAgain,
  children,
}: {
  href: string;
  isAgain: boolean;
  children: ReactNode;
}) {
  const t = useMessages("settings");
  return (
    <Card className={styles["option"]}>
      <h2>{t("oauth.title")}</h2>
      <p>{t("oauth.body")}</p>
      <PlainButtonLink variant="primary" href={href}>
        <Plug />
        {t(isAgain ? "oauth.again" : "oauth.action")}
      </PlainButtonLink>
      {children}
    </Card>
  );
}
