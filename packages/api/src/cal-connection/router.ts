import { router, userProcedure } from "../trpc.ts";
import { noInputSchema } from "../booking/schemas.ts";
import { connectWithApiKey } from "./connect-with-api-key.ts";
import { disconnectCal } from "./disconnect-cal.ts";
import { getCalConnection } from "./get-cal-connection.ts";
import { connectWithApiKeyInputSchema } from "./schemas.ts";
import type { CalConnectionView } from "./types.ts";

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
