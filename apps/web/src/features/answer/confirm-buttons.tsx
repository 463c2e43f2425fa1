"use client";

import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { Button, type ButtonLook } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "./answer.module.css";
import { type RequestToAnswer, useAnswer } from "./use-answer.ts";
import { Spinner } from "@/components/ui/spinner.tsx";

const DeclineDialog = dynamic(() =>
  import("./decline-dialog.tsx").then((file) => file.DeclineDialog),
);

/**
 * Confirm, which acts at once, and Decline, which asks before. Where the coach is busy then, Confirm says so and
 * asks again.
 */
export function ConfirmButtons({
  request,
  size = "md",
}: {
  request: RequestToAnswer;
  size?: ButtonLook["size"];
}) {
  const t = useMessages("answers");
  const [isDeclining, setIsDeclining] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  // The buttons are about to go: the focus stays with the meeting they were of.
  const { send, isSending, refusal, mayOverride } = useAnswer(request, () =>
    (rowLinkOf(box.current) ?? document.querySelector("h1"))?.focus(),
  );
  const { title, when } = request;
  const isShort = size === "sm";
  return (
    <div ref={box} className={styles.answer}>
      <div className={styles.buttons}>
        <Button
          variant="primary"
          size={size}
          aria-disabled={isSending}
          aria-label={isShort && !mayOverride ? t("confirmLabel", { title, when }) : undefined}
          // Against a conflict it takes more than a key.
          data-confirm={mayOverride ? undefined : ""}
          onClick={() => send("confirm", mayOverride ? { overrideConflict: true } : {})}
        >
          {isSending && <Spinner />}
          <ConfirmLabel request={request} isShort={isShort} mayOverride={mayOverride} />
        </Button>
        <Button
          variant="quiet"
          size={size}
          aria-disabled={isSending}
          aria-label={t("declineLabel", { title, when })}
          onClick={() => setIsDeclining(true)}
        >
          {t("decline")}
        </Button>
      </div>
      {refusal && (
        <p className={styles.refusal} role="alert">
          {refusal}
        </p>
      )}
      {isDeclining && (
        <DeclineDialog
          request={request}
          isSending={isSending}
          onDecline={(reason) => send("decline", reason ? { reason } : {})}
          onClose={() => setIsDeclining(false)}
        />
      )}
    </div>
  );
}

function rowLinkOf(box: HTMLElement | null): HTMLElement | null {
  return box?.closest("[data-booking]")?.querySelector("a") ?? null;
}

function ConfirmLabel({
  request: { when, meetings },
  isShort,
  mayOverride,
}: {
  request: RequestToAnswer;
  isShort: boolean;
  mayOverride: boolean;
}) {
  const t = useMessages("answers");
  if (mayOverride) return t("confirmAnyway");
  if (meetings > 1) return t("confirmAll", { count: meetings });
  return isShort ? t("confirmShort") : t("confirm", { when });
}
