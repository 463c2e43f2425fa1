"use client";

import { useEffect, useRef } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { useMessages } from "@/copy/messages-provider.tsx";

/** Shows each of these messages once. */
export function Toaster({ texts }: { texts: readonly string[] }) {
  const t = useMessages("frame");
  const shown = useRef(0);
  useEffect(() => {
    for (const text of texts.slice(shown.current)) toast.success(text);
    shown.current = texts.length;
  }, [texts]);
  return (
    <Sonner
      position="bottom-right"
      containerAriaLabel={t("toasts")}
      toastOptions={{ unstyled: true, classNames: { toast: "toast", icon: "toast-icon" } }}
    />
  );
}
