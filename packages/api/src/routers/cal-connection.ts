import { disconnectCal } from "../cal-connection/disconnect-cal.ts";
import { getCalConnection } from "../cal-connection/get-cal-connection.ts";
import { connectWithApiKeyInputSchema } from "../cal-connection/schemas.ts";
import type { CalConnectionView } from "../cal-connection/types.ts";
import { noInputSchema } from "../core/schemas.ts";
import { connectWithApiKey } from "../sync/connect-account.ts";
import { router, userProcedure } from "../trpc/procedures.ts";

export const calConnectionRouter = router({
  get: userProcedure
    .input(noInputSchema)
    .query(({ ctx }): Promise<CalConnectionView> => getCalConnection(ctx.app, ctx.actor)),
  connectWithApiKey: userProcedure
    .input(connectWithApiKeyInputSchema)
    .mutation(({ ctx, input }): Promise<CalConnectionView> =>
      connectWithApiKey(ctx.app, ctx.actor, input.apiKey),
    ),
  disconnect: userProcedure
    .input(noInputSchema)
    .mutation(({ ctx }): Promise<CalConnectionView> => disconnectCal(ctx.app, ctx.actor)),
});
