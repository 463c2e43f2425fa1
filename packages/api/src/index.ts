export type {
  Availability,
  BookingDetails,
  BookingHistory,
  BookingList,
  BookingListItem,
  NotMovableReason,
  RescheduleResult,
  RescheduleStatus,
} from "./booking/types.ts";
export type { Role } from "./core/model.ts";
export { apiScopes } from "./trpc/api-scopes.ts";
export type { CalConnectionView } from "./cal-connection/types.ts";
export type { Context } from "./app/actor.ts";
export type { Caller, RequestInfo } from "./app/caller.ts";
export { createContext } from "./trpc/context.ts";
export type { AppErrorCode, ErrorDetails, ErrorPayload } from "./core/errors/payload.ts";
export type { LiveChange } from "./live/subscribe-to-changes.ts";
export type { NotificationItem, NotificationList } from "./notification/types.ts";
export {
  type AppRouter,
  appRouter,
  createCaller,
  type RouterInputs,
  type RouterOutputs,
} from "./routers/root.ts";
export {
  coachProcedure,
  menteeProcedure,
  participantProcedure,
} from "./routers/participant-procedure.ts";
export { createCallerFactory, publicProcedure, router, userProcedure } from "./trpc/procedures.ts";
