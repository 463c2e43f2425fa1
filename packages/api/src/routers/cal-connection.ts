import { router, userProcedure } from "../trpc/procedures.ts";
import { noInputSchema } from "../booking/schemas.ts";
import { connectWithApiKey } from "../cal-connection/connect-with-api-key.ts";
import { disconnectCal } from "../cal-connection/disconnect-cal.ts";
import { getCalConnection } from "../cal-connection/get-cal-connection.ts";
import { connectWithApiKeyInputSchema } from "../cal-connection/schemas.ts";
import type { CalConnectionView } from "../cal-connection/types.ts";

export const calConnectionRouter = router({
  get: userProcedure
    .input(noInputSchema)
    .query(({ ctx }): Promise<CalConnectionView> => getCalConnection(ctx)),
  connectWithApiKey: userProcedure
    .input(connectWithApiKeyInputSchema)
    .mutation(({ ctx, input }): Promise<CalConnectionView> => connectWithApiKey(ctx, input.apiKey)),
  disconnect: userProcedure
    .input(noInputSchema)
    .mutation(({ ctx }): Promise<CalConnectionView> => disconnectCal(ctx)),
});
