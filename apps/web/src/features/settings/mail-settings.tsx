"use client";

import { useState } from "react";
import { Card } from "@/components/ui/card.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { api } from "@/trpc/react.tsx";
import type { Profile } from "./profile/profile.ts";
import { SettingsNav } from "./settings-nav.tsx";
import styles from "./settings.module.css";
import { FieldError } from "@/components/form/field-error.tsx";

/** What the person is told by email. In the app they are always told. Saved at once. */
export function MailSettings({ initial }: { initial: Profile }) {
  const t = useMessages("mailSettings");
  const utils = api.useUtils();
  const [isMoved, setIsMoved] = useState(initial.mail.moved);
  const update = api.person.update.useMutation({
    onSuccess: (profile) => utils.person.get.setData(undefined, profile),
    onError: () => setIsMoved((now) => !now),
  });
  const change = () => {
    if (update.isPending) return;
    setIsMoved(!isMoved);
    update.mutate({ mail: { moved: !isMoved } });
  };
  return (
    <div className={styles["page"]}>
      <SettingsNav current="notifications" />
      <div className={styles["stack"]}>
        <h2 className="sr-only">{t("title")}</h2>
        <Card>
          <Channels isMoved={isMoved} onChange={change} />
        </Card>
        <output className="small muted">{t(update.isSuccess ? "saved" : "savedAtOnce")}</output>
        {update.isError && <FieldError>{t("failed")}</FieldError>}
      </div>
    </div>
  );
}

function Channels({ isMoved, onChange }: { isMoved: boolean; onChange: () => void }) {
  const t = useMessages("mailSettings");
  return (
    <table className={styles["table"]}>
      <caption className="sr-only">{t("caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("when")}</th>
          <th scope="col">{t("inApp")}</th>
          <th scope="col">{t("byMail")}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            {t("moved.title")}
            <small>{t("moved.note")}</small>
          </th>
          <td>{t("always")}</td>
          <td>
            <button
              className={styles["switch"]}
              type="button"
              role="switch"
              aria-checked={isMoved}
              aria-label={t("moved.label")}
              onClick={onChange}
            >
              <span />
            </button>
          </td>
        </tr>
        <tr>
          <th scope="row">
            {t("asked.title")}
            <small>{t("asked.note")}</small>
          </th>
          <td>{t("always")}</td>
          <td>{t("always")}</td>
        </tr>
      </tbody>
    </table>
  );
}
