/** Puts the focus on the row below or above the one that has it; on the first, where none has. */
export function focusRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll("[data-booking]")];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[at < 0 ? 0 : at + by];
  row?.querySelector("a")?.focus();
}

/** Presses the button of the row with the focus that moves its meeting. */
export function pressMove(): void {
  press("[data-move]");
}

/** Presses the button of the row with the focus that confirms what its mentee asks for. */
export function pressConfirm(): void {
  press("[data-confirm]");
}

function press(button: string): void {
  const row = document.activeElement?.closest("[data-booking]");
  row?.querySelector<HTMLElement>(button)?.click();
}
