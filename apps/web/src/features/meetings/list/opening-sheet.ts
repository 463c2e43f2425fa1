import type { BookingListItem } from "@reslot/api";
import type { MouseEvent } from "react";

/**
 * Makes a link to the page on which a meeting is moved open the sheet instead; with a modifier it still opens the page.
 * Where the coach has to confirm, the present time is given up at once: the page says so first.
 */
export function openingSheet(item: BookingListItem, onMove: (item: BookingListItem) => void) {
  if (item.role === "mentee" && item.requiresConfirmation !== false) return {};
  return {
    "aria-haspopup": "dialog" as const,
    onClick: (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      onMove(item);
    },
  };
}
