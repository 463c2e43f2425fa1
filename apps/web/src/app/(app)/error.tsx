"use client";

import { BrokenPage } from "@/components/frame/broken-page.tsx";

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <BrokenPage digest={error.digest} retry={reset} />;
}
