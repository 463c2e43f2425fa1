"use client";

import { type FormEvent, useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button.tsx";
import { useModal } from "@/components/ui/use-modal.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "./answer.module.css";
import type { RequestToAnswer } from "./use-answer.ts";
import { TextArea } from "@/components/form/input.tsx";
import { Spinner } from "@/components/ui/spinner.tsx";

/** Asks before a request is declined, and names what is lost with it. The way back has the focus. */
export function DeclineDialog({
  request: { name, meetings },
  isSending,
  onDecline,
  onClose,
}: {
  request: RequestToAnswer;
  isSending: boolean;
  onDecline: (reason: string) => void;
  onClose: () => void;
}) {
  const t = useMessages("answers");
  const { dialog, close, onClosed } = useModal(onClose);
  const keep = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    keep.current?.focus();
  }, []);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = new FormData(event.currentTarget).get("reason");
    if (isSending) return;
    onDecline(typeof reason === "string" ? reason.trim() : "");
    close();
  }
  const others = meetings - 1;
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      className={styles.dialog}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-loss`}
      onClose={onClosed}
    >
      <form className={styles.form} onSubmit={submit}>
        <h2 id={`${id}-title`}>{t("dialog.declineTitle", { name })}</h2>
        <p id={`${id}-loss`}>
          {others > 0 ? t("dialog.lossOfAll", { count: others, name }) : t("dialog.loss", { name })}
        </p>
        <label className={styles.note}>
          <span>
            {t("dialog.note", { name })} <span className="muted">{t("dialog.optional")}</span>
          </span>
          <TextArea name="reason" rows={3} maxLength={500} />
        </label>
        <div className={styles.choices}>
          <Button ref={keep} onClick={close}>
            {t("dialog.keep")}
          </Button>
          <Button variant="danger" type="submit" aria-disabled={isSending}>
            {isSending && <Spinner />}
            {t("dialog.decline")}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
