import { bookingInputSchema } from "../booking/schemas.ts";
import { disconnectCal } from "../cal-connection/disconnect-cal.ts";
import { getCalConnection } from "../cal-connection/get-cal-connection.ts";
import { remindCoach } from "../cal-connection/remind-coach.ts";
import { connectWithApiKeyInputSchema } from "../cal-connection/schemas.ts";
import type { CalConnectionView, CoachReminder } from "../cal-connection/types.ts";
import { AppError } from "../core/errors/app-error.ts";
import { noInputSchema } from "../core/schemas.ts";
import { connectWithApiKey } from "../sync/connect-account.ts";
import { router, userProcedure } from "../trpc/procedures.ts";
import { menteeProcedure } from "./participant-procedure.ts";

export const calConnectionRouter = router({
  get: userProcedure
    .input(noInputSchema)
    .query(({ ctx }): Promise<CalConnectionView> => getCalConnection(ctx.app, ctx.actor)),
  connectWithApiKey: userProcedure
    .input(connectWithApiKeyInputSchema)
    .mutation(({ ctx, input }): Promise<CalConnectionView> => {
      const byKey = ctx.caller?.kind === "apiKey";
      // Only the person decides who sees their calendar.
      if (byKey && input.bookingUlid)
        throw new AppError("UNAUTHENTICATED", { details: { scope: null } });
      return connectWithApiKey(ctx.app, ctx.actor, input);
    }),
  disconnect: userProcedure
    .input(noInputSchema)
    .mutation(({ ctx }): Promise<CalConnectionView> => disconnectCal(ctx.app, ctx.actor)),
  remindCoach: menteeProcedure(bookingInputSchema).mutation(({ ctx }): Promise<CoachReminder> =>
    remindCoach(ctx.app, ctx.actor, ctx.booking.ulid),
  ),
});
