import { Check, EyeOff } from "lucide-react";
import { Card } from "@/components/ui/card.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "@/features/settings/settings.module.css";

const read = ["reads.busy", "reads.hours", "reads.bookings", "reads.away"] as const;
const neverShown = ["never.events", "never.calendars", "never.keys"] as const;

/** What is read from calendars and what is not, beside the button that asks for access. */
export function WhatWeRead() {
  const t = useMessages("settings");
  return (
    <Card isPadded>
      <div className={styles["pair"]}>
        <div>
          <h2 className="mb-2">{t("reads.title")}</h2>
          <ul className={`${styles["list"]} ${styles["read"]}`}>
            {read.map((key) => (
              <li key={key}>
                <Check />
                <span>{t(key)}</span>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h2 className="mb-2">{t("never.title")}</h2>
          <ul className={`${styles["list"]} ${styles["never"]}`}>
            {neverShown.map((key) => (
              <li key={key}>
                <EyeOff />
                <span>{t(key)}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <p className="small muted mt-3.5">{t("oneWord")}</p>
    </Card>
  );
}
