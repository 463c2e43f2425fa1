import { noInputSchema } from "../core/schemas.ts";
import type { PersonExport } from "@reslot/db";
import { deletePerson } from "../person/delete-person.ts";
import { deletePersonInputSchema, updatePersonInputSchema } from "../person/schemas.ts";
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
  export: userProcedure
    .input(noInputSchema)
    .query(({ ctx }): Promise<PersonExport> => ctx.app.db.users.exportOf(ctx.actor.user.ulid)),
  delete: userProcedure
    .input(deletePersonInputSchema)
    .mutation(({ ctx }): Promise<{ deleted: true }> => deletePerson(ctx.app, ctx.actor)),
});
