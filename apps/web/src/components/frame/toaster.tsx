"use client";

import { useEffect } from "react";
import { Toaster as Sonner, toast as show } from "sonner";
import { buttonClass } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { takeToasts, type Toast } from "./toast-queue.ts";
import styles from "./toaster.module.css";

/** Long enough to read what can be undone, and to reach it. */
const actionMs = 10_000;

/** Shows each of these messages once, also when this component is rendered again on another page. */
export function Toaster({ toasts }: { toasts: readonly Toast[] }) {
  const t = useMessages("frame");
  useEffect(() => {
    for (const toast of takeToasts(toasts)) showOne(toast);
  }, [toasts]);
  return (
    <Sonner
      position="bottom-right"
      containerAriaLabel={t("toasts")}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: styles.toast ?? "",
          icon: styles.icon ?? "",
          description: "small muted",
          actionButton: buttonClass({ size: "sm" }),
        },
      }}
    />
  );
}

function showOne({ text, body, action, isProblem }: Toast): void {
  const { label, onAction } = action ?? {};
  (isProblem ? show.error : show.success)(text, {
    ...(body && { description: body }),
    ...(label && onAction && { action: { label, onClick: onAction }, duration: actionMs }),
  });
}
