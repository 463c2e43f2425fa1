import { noInputSchema } from "../core/schemas.ts";
import { updatePersonInputSchema } from "../person/schemas.ts";
import type { PersonalDetails } from "../person/types.ts";
import { detailsOfPerson, updatePerson } from "../person/update-person.ts";
import { router, userProcedure } from "../trpc/procedures.ts";

export const personRouter = router({
  get: userProcedure
    .input(noInputSchema)
    .query(({ ctx }): PersonalDetails => detailsOfPerson(ctx.actor.user)),
  update: userProcedure
    .input(updatePersonInputSchema)
    .mutation(({ ctx, input }): Promise<PersonalDetails> =>
      updatePerson(ctx.app, ctx.actor, input),
    ),
});
