import { disconnectCal } from "../cal-connection/disconnect-cal.ts";
import { getCalConnection } from "../cal-connection/get-cal-connection.ts";
import { connectWithApiKeyInputSchema } from "../cal-connection/schemas.ts";
import type { CalConnectionView } from "../cal-connection/types.ts";
import { AppError } from "../core/errors/app-error.ts";
import { noInputSchema } from "../core/schemas.ts";
import { connectWithApiKey } from "../sync/connect-account.ts";
import { router, userProcedure } from "../trpc/procedures.ts";

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
});
