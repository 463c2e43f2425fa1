import type { RouterOutputs } from "@reslot/api";

/** A person as they see themselves. */
export type Profile = RouterOutputs["person"]["get"];
