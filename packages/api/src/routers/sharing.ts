import { bookingInputSchema } from "../booking/schemas.ts";
import { noInputSchema } from "../core/schemas.ts";
import { askMentee } from "../sharing/ask-mentee.ts";
import { allowCoach, disownMeeting, restoreCoach, stopCoach } from "../sharing/decide.ts";
import { listSharing } from "../sharing/list-sharing.ts";
import { coachInputSchema, menteeInputSchema } from "../sharing/schemas.ts";
import type { SharingDecision, SharingList, SharingQuestion } from "../sharing/types.ts";
import { router, userProcedure } from "../trpc/procedures.ts";

/** Who may see when a mentee is busy. Nothing is decided with an API key: no scope covers the mutations. */
export const sharingRouter = router({
  list: userProcedure
    .input(noInputSchema)
    .query(({ ctx }): Promise<SharingList> => listSharing(ctx.app, ctx.actor)),
  allow: userProcedure
    .input(coachInputSchema)
    .mutation(({ ctx, input }): Promise<SharingDecision> =>
      allowCoach(ctx.app, ctx.actor, input.coachUserUlid),
    ),
  stop: userProcedure
    .input(coachInputSchema)
    .mutation(({ ctx, input }): Promise<SharingDecision> =>
      stopCoach(ctx.app, ctx.actor, input.coachUserUlid),
    ),
  ask: userProcedure
    .input(menteeInputSchema)
    .mutation(({ ctx, input }): Promise<SharingQuestion> =>
      askMentee(ctx.app, ctx.actor, input.menteeUserUlid),
    ),
  disown: userProcedure
    .input(bookingInputSchema)
    .mutation(({ ctx, input }): Promise<SharingDecision> =>
      disownMeeting(ctx.app, ctx.actor, input.bookingUlid),
    ),
  restore: userProcedure
    .input(coachInputSchema)
    .mutation(({ ctx, input }): Promise<SharingDecision> =>
      restoreCoach(ctx.app, ctx.actor, input.coachUserUlid),
    ),
});
