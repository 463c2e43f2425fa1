import { addDays } from "@reslot/cal/time";

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** The day to which a key turns a drawn week: Page keys by seven days, back as far as today; null for any other key. */
export function weekAfterKey(
  { key, ctrlKey, metaKey, altKey }: Press,
  { day, today }: { day: string; today: string },
): string | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (key === "PageDown") return addDays(day, 7);
  if (key !== "PageUp") return null;
  const before = addDays(day, -7);
  return before > today ? before : today;
}
