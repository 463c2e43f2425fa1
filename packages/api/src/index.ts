export type {
  Availability,
  AvailabilitySlot,
  BookingDetails,
  BookingHistory,
  BookingList,
  BookingListItem,
  MoveOutcome,
  NotMovableReason,
  RescheduleResult,
  RescheduleStatus,
  Role,
} from "./booking/types.ts";
export { type ApiScope, apiScopes } from "./api-scopes.ts";
export type { CalConnectionView } from "./cal-connection/types.ts";
export { type Caller, type Context, createContext, type RequestInfo } from "./context.ts";
export { AppError } from "./errors/app-error.ts";
export type { AppErrorCode, ErrorDetails, ErrorPayload } from "./errors/payload.ts";
export type { NotificationItem, NotificationKind, NotificationList } from "./notification/types.ts";
export {
  type AppRouter,
  appRouter,
  createCaller,
  type RouterInputs,
  type RouterOutputs,
} from "./root.ts";
export {
  coachProcedure,
  createCallerFactory,
  menteeProcedure,
  participantProcedure,
  publicProcedure,
  router,
  userProcedure,
} from "./trpc.ts";
