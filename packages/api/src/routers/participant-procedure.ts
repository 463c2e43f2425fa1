import type { User } from "@reslot/db";
import type { z } from "zod";
import { Actor } from "../app/actor.ts";
import type { App } from "../app/app.ts";
import { loadBookingWith } from "../booking/load-booking.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { Pair, Role } from "../core/model.ts";
import { admissionOf, callerProcedure } from "../trpc/procedures.ts";

type BookingInput = z.ZodType<{ bookingUlid: string }>;

/** Reads something about the two people of a booking. */
type LoadForPair<Input, Loaded> = (
  app: App,
  booking: Pair & Input,
  actor: Actor,
) => Promise<Loaded>;

/**
 * The coach or the mentee of `input.bookingUlid`; `ctx.booking` and `ctx.role` come from its row, and
 * `ctx.loaded` from `loadForPair`. Anyone else gets NOT_FOUND, as for a missing one.
 *
 * The input is checked first. Then the booking is read while the caller is admitted, and, when its
 * two people are cached, what `loadForPair` reads in parallel with it. A request that `isKnown` is answered
 * beyond the person's limit too.
 */
export function participantProcedureWith<Schema extends BookingInput, Loaded>(
  input: Schema,
  loadForPair: LoadForPair<z.output<Schema>, Loaded>,
  isKnown?: (app: App, asked: z.output<Schema>, user: User) => Promise<boolean>,
) {
  return callerProcedure
    .use(async ({ ctx, path, type, getRawInput, next }) => {
      const { app } = ctx;
      const isRepeat = async (user: User) =>
        isKnown ? isKnown(app, input.parse(await getRawInput()), user) : false;
      const load = async (actor: Actor) => {
        const asked = input.parse(await getRawInput());
        const { bookingUlid } = asked;
        const { participant, loaded } = await loadBookingWith(app, { actor, bookingUlid }, (pair) =>
          loadForPair(app, { ...asked, ...pair }, actor),
        );
        return { actor, ...participant, loaded };
      };
      const admission = { ...admissionOf({ path, type }), isRepeat };
      return next({ ctx: await Actor.admit(ctx, admission, load) });
    })
    .input(input);
}

/** The same, with nothing but the booking. */
export function participantProcedure<Schema extends BookingInput>(input: Schema) {
  return participantProcedureWith(input, async () => null);
}

/** The coach of the booking; its mentee gets NOT_FOUND too. */
export function coachProcedure<Schema extends BookingInput>(input: Schema) {
  return coachProcedureWith(input, async () => null);
}

/** The same with what `loadForPair` reads. */
export function coachProcedureWith<Schema extends BookingInput, Loaded>(
  input: Schema,
  loadForPair: LoadForPair<z.output<Schema>, Loaded>,
) {
  return participantProcedureWith(input, loadForPair).use(({ ctx, next }) =>
    next({ ctx: requireRole("coach", ctx.role) }),
  );
}

/** The mentee of the booking; its coach gets NOT_FOUND too. */
export function menteeProcedure<Schema extends BookingInput>(input: Schema) {
  return participantProcedure(input).use(({ ctx, next }) =>
    next({ ctx: requireRole("mentee", ctx.role) }),
  );
}

function requireRole<Wanted extends Role>(wanted: Wanted, role: Role): { role: Wanted } {
  if (role !== wanted) throw new AppError("NOT_FOUND");
  return { role: wanted };
}
