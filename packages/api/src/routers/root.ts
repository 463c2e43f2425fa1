import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { bookingRouter } from "./booking.ts";
import { calConnectionRouter } from "./cal-connection.ts";
import { liveRouter } from "./live.ts";
import { notificationRouter } from "./notification.ts";
import { personRouter } from "./person.ts";
import { sharingRouter } from "./sharing.ts";
import { createCallerFactory, router } from "../trpc/procedures.ts";

/** The whole API: any host mounts it by giving a context. */
export const appRouter = router({
  booking: bookingRouter,
  notification: notificationRouter,
  live: liveRouter,
  calConnection: calConnectionRouter,
  person: personRouter,
  sharing: sharingRouter,
});

export type AppRouter = typeof appRouter;
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;

/** Calls the router in this process, with a context or a function that makes one. */
export const createCaller = createCallerFactory(appRouter);
