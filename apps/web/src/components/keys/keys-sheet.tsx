"use client";

import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useModal } from "@/components/ui/use-modal.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { api } from "@/trpc/react.tsx";
import styles from "./keys-sheet.module.css";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { FieldError } from "@/components/form/field-error.tsx";
import check from "@/components/form/check.module.css";

const list = [
  { does: "next", key: "j" },
  { does: "previous", key: "k" },
  { does: "open", named: "enter" },
  { does: "move", key: "m" },
  { does: "confirm", key: "c" },
  { does: "search", key: "/" },
  { does: "undo", key: "z" },
  { does: "today", key: "t" },
  { does: "meetingsWeek", key: "g" },
  { does: "view", key: "w" },
  { does: "turn", named: "pages" },
  { does: "suggestion", named: "digits" },
  { does: "help", key: "?" },
  { does: "close", named: "escape" },
] as const;

/** The keys that work without a modifier, and the switch that turns them off. */
export function KeysSheet({ singleKeys, onClose }: { singleKeys: boolean; onClose: () => void }) {
  const t = useMessages("keys");
  const { dialog, close, onClosed } = useModal(onClose);
  return (
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-labelledby="keys-sheet"
      onClose={onClosed}
      closedby="any"
    >
      <div className={styles.inside}>
        <header className={styles.head}>
          <h2 id="keys-sheet">{t("title")}</h2>
          <IconButton aria-label={t("close")} onClick={close}>
            <X />
          </IconButton>
        </header>
        <dl className={styles.keys}>
          {list.map((entry) => (
            <div key={entry.does}>
              <dt>{t(entry.does)}</dt>
              <dd>
                <kbd>{"named" in entry ? t(entry.named) : entry.key}</kbd>
              </dd>
            </div>
          ))}
        </dl>
        <SingleKeys singleKeys={singleKeys} />
      </div>
    </dialog>
  );
}

/** Saved at once; the server renders the page again, and with it what listens to the keys. */
function SingleKeys({ singleKeys }: { singleKeys: boolean }) {
  const t = useMessages("keys");
  const router = useRouter();
  const utils = api.useUtils();
  const { mutate, variables, isError } = api.person.update.useMutation({
    onSuccess(profile) {
      utils.person.get.setData(undefined, profile);
      router.refresh();
    },
  });
  const isOn = isError ? singleKeys : (variables?.singleKeys ?? singleKeys);
  return (
    <div>
      <label className={check.check}>
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ target }) => mutate({ singleKeys: target.checked })}
        />
        <span>{t("areOn")}</span>
      </label>
      {isError && <FieldError>{t("failed")}</FieldError>}
    </div>
  );
}
