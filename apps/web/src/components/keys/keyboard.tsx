"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { actionOf, useKeys } from "./use-keys.ts";

const KeysSheet = dynamic(async () => (await import("./keys-sheet.tsx")).KeysSheet, {
  ssr: false,
});

/** Listens to the single keys of the page, unless the person has turned them off, and lists them at "?". */
export function Keyboard({ singleKeys }: { singleKeys: boolean }) {
  const [isListed, setIsListed] = useState(false);
  useKeys({ "?": () => setIsListed(true) });
  useEffect(() => {
    if (!singleKeys) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const act = actionOf(event.key);
      if (!act || !isShortcut(event)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [singleKeys]);
  return isListed && <KeysSheet singleKeys={singleKeys} onClose={() => setIsListed(false)} />;
}

const fields = "input, select, textarea, [contenteditable]";
const layers = ":modal, [role=menu], [aria-modal=true]";

/** Whether a key is neither typed into a field, nor part of a combination or composition, nor meant for a layer above. */
function isShortcut(event: KeyboardEvent): boolean {
  const { target, isComposing, defaultPrevented, ctrlKey, metaKey, altKey } = event;
  if (isComposing || defaultPrevented || ctrlKey || metaKey || altKey) return false;
  if (target instanceof Element && target.closest(fields)) return false;
  return !document.querySelector(layers);
}
