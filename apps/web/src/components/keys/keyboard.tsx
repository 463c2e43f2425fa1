"use client";

import { listenToKeys, useKeys } from "@reslot/react/keyboard";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";

const KeysSheet = dynamic(async () => (await import("./keys-sheet.tsx")).KeysSheet, {
  ssr: false,
});

/** Listens to the single keys of the page, unless the person has turned them off, and lists them at "?". */
export function Keyboard({ singleKeys }: { singleKeys: boolean }) {
  const [isListed, setIsListed] = useState(false);
  useKeys({ "?": () => setIsListed(true) });
  useEffect(() => {
    if (singleKeys) return listenToKeys(document);
  }, [singleKeys]);
  return isListed && <KeysSheet singleKeys={singleKeys} onClose={() => setIsListed(false)} />;
}
