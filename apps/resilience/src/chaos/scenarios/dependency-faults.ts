import { BEGIN } from "./points.ts";
import { type CalFault, DEPENDENCY_FAULTS, type DependencyFault } from "./scenario.ts";

/** Calls of a move, and the fault at Cal.com that leads to them. */
interface Step extends Omit<DependencyFault, "fault"> {
  readonly calFault: CalFault;
}

const steps: readonly Step[] = [
  { dependency: "database", calls: [`/rpc/${BEGIN}`], times: 1, calFault: "none" },
  { dependency: "database", calls: ["/rpc/reschedule_apply_own"], times: 1, calFault: "none" },
  // More than the product repeats it: the worker has to find the move.
  { dependency: "database", calls: ["/rpc/reschedule_apply_own"], times: 4, calFault: "none" },
  {
    dependency: "database",
    calls: ["/rpc/reschedule_apply_chain"],
    times: 1,
    calFault: "resetAfterCommit",
  },
  { dependency: "Clerk", calls: ["/api_keys/verify"], times: 1, calFault: "none" },
  { dependency: "mail", calls: ["POST /emails"], times: 1, calFault: "none" },
];

/** Every fault at a proxy, with the fault at Cal.com beside it. */
export function dependencyFaults(): { fault: CalFault; dependencyFault: DependencyFault }[] {
  return steps.flatMap(({ calFault, ...step }) =>
    // Repeated slow calls would outlast the one who waits.
    DEPENDENCY_FAULTS.filter((fault) => fault !== "slow" || step.times === 1).map((fault) => ({
      fault: calFault,
      dependencyFault: { ...step, fault },
    })),
  );
}
