import type { RouterOutputs } from "@reslot/api";

const since = "2026-12-01T09:00:00.000Z";

/** Coaches of a mentee: one whose question is open, one who may see when they are busy, one unknown to them. */
export const sharingList: RouterOutputs["sharing"]["list"] = {
  coaches: [
    { coachUserUlid: "A", name: "Ann Lee", state: "asked", since: null, isDisowned: false },
    { coachUserUlid: "B", name: "Ben Okri", state: "allowed", since, isDisowned: false },
    { coachUserUlid: "C", name: "Cy Young", state: "refused", since, isDisowned: true },
  ],
};
