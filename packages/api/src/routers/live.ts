import { tracked } from "@trpc/server";
import { neverAborted } from "../core/never-aborted.ts";
import { subscribeToChangesInputSchema } from "../live/schemas.ts";
import { subscribeToChanges } from "../live/subscribe-to-changes.ts";
import { router, userProcedure } from "../trpc/procedures.ts";

export const liveRouter = router({
  onChange: userProcedure.input(subscribeToChangesInputSchema).subscription(async function* ({
    ctx,
    input,
    signal,
  }) {
    const { bookingUlids, lastEventId } = input ?? {};
    const subscription = { bookingUlids, lastEventId, signal: signal ?? neverAborted };
    for await (const { id, change } of await subscribeToChanges(ctx.app, ctx.actor, subscription)) {
      yield tracked(id, change);
    }
  }),
});
