"use client";

import { useEffect, useRef } from "react";
import { Toaster as Sonner, toast as show } from "sonner";
import { buttonClass } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import type { Toast } from "./toast-queue.ts";
import styles from "./toaster.module.css";

/** Long enough to read what can be undone, and to reach it. */
const actionMs = 10_000;

/** Shows each of these messages once. */
export function Toaster({ toasts }: { toasts: readonly Toast[] }) {
  const t = useMessages("frame");
  const shown = useRef(0);
  useEffect(() => {
    for (const toast of toasts.slice(shown.current)) showOne(toast);
    shown.current = toasts.length;
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
