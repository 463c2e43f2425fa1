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
export { type ApiScope, apiScopes } from "./trpc/api-scopes.ts";
export type { CalConnectionView } from "./cal-connection/types.ts";
export { type Caller, type Context, createContext, type RequestInfo } from "./trpc/context.ts";
export { AppError } from "./core/errors/app-error.ts";
export type { AppErrorCode, ErrorDetails, ErrorPayload } from "./core/errors/payload.ts";
export type { NotificationItem, NotificationKind, NotificationList } from "./notification/types.ts";
export {
  type AppRouter,
  appRouter,
  createCaller,
  type RouterInputs,
  type RouterOutputs,
} from "./routers/root.ts";
export {
  coachProcedure,
  createCallerFactory,
  menteeProcedure,
  participantProcedure,
  publicProcedure,
  router,
  userProcedure,
} from "./trpc/procedures.ts";
