import type { NotMovableReason } from "@reslot/api";

/** Words about one meeting, for the pages that move it. */
export const meeting = {
  notMovable: {
    past: "This meeting has begun or is over, so it can’t be moved.",
    cancelled: "This meeting was cancelled, so it can’t be moved.",
    rejected: "This meeting was declined, so it can’t be moved.",
    inProgress: "This meeting is being moved at this moment. Look again in a minute.",
  } satisfies Record<NotMovableReason, string>,
  inFlight: {
    title: "Moving…",
    you: (when: string) => `You asked for ${when}. Cal.com has not answered yet.`,
    other: (name: string, when: string) =>
      `${name} asked for ${when}. Cal.com has not answered yet.`,
    look: "See how it stands",
  },
} as const;
