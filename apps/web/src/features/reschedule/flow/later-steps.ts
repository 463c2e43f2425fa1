"use client";

import dynamic from "next/dynamic";
import { useEffect } from "react";

// What does not show on opening the page is loaded when it does. The page keeps what it shows until then.

export const ReviewStep = dynamic(
  async () => (await import("@/features/reschedule/review/review-step.tsx")).ReviewStep,
);

export const TroublePanel = dynamic(
  async () => (await import("@/features/reschedule/result/trouble-panel.tsx")).TroublePanel,
);

export const MoveResult = dynamic(async () => (await import("./move-result.tsx")).MoveResult);

export const NotMovable = dynamic(
  async () => (await import("@/features/reschedule/result/result-step.tsx")).NotMovable,
);

export const CoachNotConnected = dynamic(
  async () =>
    (await import("@/features/reschedule/pick/coach-not-connected.tsx")).CoachNotConnected,
);

/** Loads what follows a choice of a time as soon as there is one; where that fails, the step itself tries again. */
export function useLaterSteps(isChosen: boolean): void {
  useEffect(() => {
    if (!isChosen) return;
    const steps = [
      import("@/features/reschedule/review/review-step.tsx"),
      import("@/features/reschedule/result/trouble-panel.tsx"),
      import("./move-result.tsx"),
    ];
    void Promise.allSettled(steps);
  }, [isChosen]);
}
