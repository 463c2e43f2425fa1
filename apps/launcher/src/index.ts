/** For programs that start a stack of their own. */
export { seedBookings } from "./seed/seed-bookings.ts";
export { planStack, type ProgramName, type StackPlan } from "./stack/plan.ts";
export { type ProcessSpec, type RunningProcess, startProcess } from "./stack/process.ts";
export { readSettings } from "./stack/settings.ts";
export { waitForHealth } from "./stack/stack.ts";
