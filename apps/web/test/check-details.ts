import type { Availability } from "@reslot/api";

/** One calendar of the mentee was read, and nothing was amiss. */
export const nothingAmiss: Availability["checks"]["details"] = {
  calendarsRead: 1,
  broken: [],
  unseen: ["travel"],
  at: "2026-12-15T08:00:00.000Z",
};
