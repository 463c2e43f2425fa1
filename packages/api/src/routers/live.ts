import { tracked } from "@trpc/server";
import { subscribeToChangesInputSchema } from "../live/schemas.ts";
import { type LiveEvent, subscribeToChanges } from "../live/subscribe-to-changes.ts";
import { router, userProcedure } from "../trpc/procedures.ts";

export const liveRouter = router({
  // Not a generator itself: what it refuses is refused before the stream begins, with its own status.
  onChange: userProcedure
    .input(subscribeToChangesInputSchema)
    .subscription(async ({ ctx, input }) => {
      const { bookingUlids, lastEventId } = input ?? {};
      const subscription = { bookingUlids, lastEventId, signal: ctx.ends };
      return toTracked(await subscribeToChanges(ctx.app, ctx.actor, subscription));
    }),
});

async function* toTracked(events: AsyncIterable<LiveEvent>) {
  for await (const { id, change } of events) yield tracked(id, change);
}
