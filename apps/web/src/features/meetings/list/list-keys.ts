/** Puts the focus on the row below or above the one that has it; on the first, where none has. */
export function focusRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll("[data-booking]")];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[at < 0 ? 0 : at + by];
  row?.querySelector("a")?.focus();
}

/** Presses the button of the row with the focus that moves its meeting. */
export function pressMove(): void {
  const row = document.activeElement?.closest("[data-booking]");
  row?.querySelector<HTMLElement>("[data-move]")?.click();
}
