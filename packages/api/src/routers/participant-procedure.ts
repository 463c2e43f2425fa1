// oxlint-disable-next-line import/no-empty-named-blocks, unicorn/require-module-specifiers -- the declarations name its types
import type {} from "@trpc/server/unstable-core-do-not-import";
import type { BookingContext, Db, PlansToRead, User } from "@reslot/db";
import type { z } from "zod";
import { Actor } from "../app/actor.ts";
import type { App } from "../app/app.ts";
import { loadBooking, participantAround } from "../booking/load-booking.ts";
import { leaseFor } from "../infra/cal-budget/budget-shares.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { Role } from "../core/model.ts";
import { admissionOf, callerProcedure } from "../trpc/procedures.ts";

type BookingInput = z.ZodType<{ bookingUlid: string }>;

/** What a procedure needs of all that is around a booking. */
interface AroundBooking<Input, Loaded> {
  /** What both people's Cal.com accounts are opened for. */
  purpose?: "view" | "move";
  /** Which of the coach's plans are read; none when left out. */
  plansOf?: (app: App, asked: Input) => PlansToRead;
  load: (app: App, around: BookingContext, actor: Actor) => Loaded | Promise<Loaded>;
  /** A request that is known is answered beyond the person's limit too. */
  isKnown?: (app: App, asked: Input, user: User) => Promise<boolean>;
}

/**
 * The coach or the mentee of `input.bookingUlid`; `ctx.booking` and `ctx.role` come from its row. Anyone
 * else gets NOT_FOUND, as for a missing one. The booking is read while the caller is admitted.
 */
export function participantProcedure<Schema extends BookingInput>(input: Schema) {
  return callerProcedure
    .use(async ({ ctx, path, type, getRawInput, next }) => {
      const load = async (actor: Actor) => {
        const { bookingUlid } = input.parse(await getRawInput());
        return { actor, ...(await loadBooking(ctx.app, actor, bookingUlid)) };
      };
      return next({ ctx: await Actor.admit(ctx, admissionOf({ path, type }), load) });
    })
    .input(input);
}

/**
 * The same with all that is around the booking, in one round of queries, the caller's row among it;
 * `ctx.loaded` is what `load` makes of it.
 */
export function participantProcedureWith<Schema extends BookingInput, Loaded>(
  input: Schema,
  { purpose, plansOf, load, isKnown }: AroundBooking<z.output<Schema>, Loaded>,
) {
  return callerProcedure
    .use(async ({ ctx, path, type, getRawInput, next }) => {
      const { app } = ctx;
      const parse = async () => input.parse(await getRawInput());
      const read = async (reads: Db, clerkUserId: string) => {
        const asked = await parse();
        const { bookingUlid } = asked;
        const plans = plansOf?.(app, asked) ?? null;
        // Of people who are known already, calls are leased beside this query.
        const isLeased = purpose && !app.caches.participants.getIfCached(bookingUlid);
        const lease = isLeased ? leaseFor(purpose) : null;
        const askedAt = app.clock.elapsed();
        const found = await reads.bookingContexts.read({ clerkUserId, bookingUlid, plans, lease });
        const { around, user, leases: grants } = found;
        if (around && user && purpose)
          app.calAccounts.takeIn(around.booking, { purpose, by: user.ulid }, { grants, askedAt });
        return found;
      };
      let ahead: ReturnType<typeof read> | undefined;
      const admission = {
        ...admissionOf({ path, type }),
        readAhead: async (reads: Db, clerkUserId: string) => {
          ahead = read(reads, clerkUserId);
          return (await ahead).user;
        },
        isRepeat: async (user: User) => (isKnown ? isKnown(app, await parse(), user) : false),
      };
      const loadAround = async (actor: Actor) => {
        const { user, reads } = actor;
        const { bookingUlid } = await parse();
        const pair = app.caches.participants.getIfCached(bookingUlid);
        if (pair && purpose) app.calAccounts.prepare(pair, { purpose, by: user.ulid });
        let found = await ahead;
        // The row was only made by this request.
        if (found?.user?.ulid !== user.ulid) found = await read(reads, user.clerkUserId);
        const participant = await participantAround(app, actor, found.around);
        const loaded = await load(app, participant.around, actor);
        return { actor, booking: participant.booking, role: participant.role, loaded };
      };
      return next({ ctx: await Actor.admit(ctx, admission, loadAround) });
    })
    .input(input);
}

/** The coach of the booking; its mentee gets NOT_FOUND too. */
export function coachProcedure<Schema extends BookingInput>(input: Schema) {
  return participantProcedure(input).use(({ ctx, next }) =>
    next({ ctx: requireRole("coach", ctx.role) }),
  );
}

/** The same with what is around it. */
export function coachProcedureWith<Schema extends BookingInput, Loaded>(
  input: Schema,
  around: AroundBooking<z.output<Schema>, Loaded>,
) {
  return participantProcedureWith(input, around).use(({ ctx, next }) =>
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
