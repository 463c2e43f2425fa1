"use client";

import { BrokenPage } from "@/components/frame/broken-page.tsx";
import { language } from "@/copy/language.ts";
import "./globals.css";

export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang={language}>
      <body>
        <BrokenPage digest={error.digest} retry={reset} />
      </body>
    </html>
  );
}
