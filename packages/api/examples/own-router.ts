import {
  coachProcedure,
  createCallerFactory,
  menteeProcedure,
  participantProcedure,
  publicProcedure,
  router,
  userProcedure,
} from "@reslot/api";
import { bookingInputSchema } from "@reslot/api/schemas";

/**
 * A router of a host's own, with Reslot's admission and roles. An API key needs the scope of the first
 * part of the path: "booking", "notification" or "calConnection".
 */
export const ownRouter = router({
  version: publicProcedure.query(() => "1"),
  booking: router({
    myName: userProcedure.query(({ ctx }) => ctx.actor.user.name),
    title: participantProcedure(bookingInputSchema).query(({ ctx }) => ctx.booking.title),
    asCoach: coachProcedure(bookingInputSchema).query(({ ctx }) => ctx.role),
    asMentee: menteeProcedure(bookingInputSchema).query(({ ctx }) => ctx.role),
  }),
});

/** Calls it in this process, with a context of `createContext`. */
export const createOwnCaller = createCallerFactory(ownRouter);
