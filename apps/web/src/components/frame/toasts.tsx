"use client";

import dynamic from "next/dynamic";

const Toaster = dynamic(async () => (await import("sonner")).Toaster, { ssr: false });

/** Where toasts appear. They only repeat what a page says. */
export function Toasts() {
  return (
    <Toaster
      position="bottom-right"
      toastOptions={{ unstyled: true, classNames: { toast: "toast", icon: "toast-icon" } }}
    />
  );
}
