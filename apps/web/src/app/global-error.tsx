"use client";

import "./globals.css"; // before the styles of components: it says which layer wins
import { BrokenPage } from "@/components/frame/broken-page.tsx";

export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const language = typeof document === "undefined" ? "en" : document.documentElement.lang;
  return (
    <html lang={language || "en"}>
      <body>
        <BrokenPage digest={error.digest} retry={reset} />
      </body>
    </html>
  );
}
