import type { Availability } from "@reslot/api";

type Lanes = Availability["lanes"];

/** One calendar of the mentee was read, and nothing was amiss. */
export const nothingAmiss: Availability["checks"]["details"] = {
  calendarsRead: 1,
  broken: [],
  unseen: ["travel"],
  at: "2026-12-15T08:00:00.000Z",
};

/** Nothing is drawn, because nothing is known. */
export const noLanes: Lanes = { coach: { offered: [], own: [] }, mentee: null };
