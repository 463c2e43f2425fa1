import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { bookingRouter } from "./booking/router.ts";
import { calConnectionRouter } from "./cal-connection/router.ts";
import { notificationRouter } from "./notification/router.ts";
import { createCallerFactory, router } from "./trpc.ts";

/** The whole API: any host mounts it by giving a context. */
export const appRouter = router({
  booking: bookingRouter,
  notification: notificationRouter,
  calConnection: calConnectionRouter,
});

export type AppRouter = typeof appRouter;
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;

/** Calls the router in this process, with a context or a function that makes one. */
export const createCaller = createCallerFactory(appRouter);
