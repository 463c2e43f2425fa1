import { z } from "zod";
import { viewBooking } from "../bookings/booking-view.ts";
import { insertBooking, replaceBooking } from "../bookings/write-booking.ts";
import { calendarsOf, findBooking, findEventType, findUser, findUserByEmail } from "../find.ts";
import { faultSchema } from "../faults.ts";
import { formatInstant, readInstant } from "../instant.ts";
import { seatPeople, seedSchema } from "../people.ts";
import type { App } from "../route.ts";
import { bookingStatusSchema } from "../state.ts";
import { sendWebhooks } from "../webhooks/send-webhooks.ts";
import type { World } from "../world.ts";

/** A control call that cannot be done; answered with its status and one sentence. */
class ControlError extends Error {
  readonly status: 400 | 404;

  constructor(status: 400 | 404, message: string) {
    super(message);
    this.status = status;
  }
}

const instantSchema = z
  .union([z.string(), z.number()])
  .transform((value) => (typeof value === "number" ? value : readInstant(value)))
  .refine((value) => value !== null, { error: "is not an instant" })
  .transform(Number);

const resetSchema = z.object({ now: instantSchema.nullish(), seed: seedSchema.optional() });
const busySchema = z.object({
  email: z.string(),
  intervals: z.array(
    z.object({ start: instantSchema, end: instantSchema, title: z.string().default("Busy") }),
  ),
  selected: z.boolean().optional(),
});
const moveSchema = z.object({ start: instantSchema });
const bookingSchema = z.object({
  eventTypeId: z.number(),
  start: instantSchema,
  end: instantSchema.optional(),
  attendee: z.object({
    name: z.string(),
    email: z.string(),
    timeZone: z.string(),
    language: z.string().default("en"),
  }),
  status: bookingStatusSchema.default("accepted"),
  metadata: z.record(z.string(), z.unknown()).default({}),
});

/** The switches under /_sandbox: they prepare and observe, and no limit or check of the API holds for them. */
export function addControls(app: App, world: World): void {
  app.onError((error, context) => {
    const status =
      error instanceof ControlError ? error.status : error instanceof z.ZodError ? 400 : 500;
    const message = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
    return context.json({ error: message }, status);
  });
  app.get("/health", (context) => context.json({ ok: true }));
  app.get("/log", (context) => context.json(world.log.entries));
  app.get("/faults", (context) => context.json(world.faults.active));
  app.get("/bookings", (context) =>
    context.json(world.store.state.bookings.map((booking) => viewBooking(world, booking))),
  );
  app.delete("/faults", (context) => {
    world.faults.clear();
    return context.json({ ok: true });
  });
  app.post("/faults", async (context) => {
    world.faults.add(faultSchema.parse(await context.req.json()));
    return context.json({ ok: true });
  });
  app.post("/reset", async (context) =>
    context.json(reset(world, await readOptional(context.req.raw))),
  );
  app.post("/busy", async (context) => context.json(setBusy(world, await context.req.json())));
  app.post("/bookings", async (context) =>
    context.json(addBooking(world, await context.req.json()), 201),
  );
  app.post("/bookings/:uid/move", async (context) =>
    context.json(await moveBooking(world, context.req.param("uid"), await context.req.json()), 201),
  );
}

async function readOptional(request: Request): Promise<unknown> {
  const text = await request.text();
  return text.trim() === "" ? {} : JSON.parse(text);
}

/** Back to the people of the file, or to the seed's; `now` starts the clock there, without it the machine's time counts. */
function reset(world: World, body: unknown): object {
  const { now, seed } = resetSchema.parse(body);
  world.store.clear();
  world.faults.clear();
  world.log.clear();
  world.limiter.clear();
  world.slotCache.clear();
  world.random.seed(typeof seed === "string" || typeof seed === "number" ? String(seed) : null);
  world.clock.set(now ?? null);
  world.store.state.clockOffset = world.clock.offset();
  const custom = typeof seed === "object" && seed !== null ? seed : null;
  const people = Array.isArray(custom) ? custom : custom?.people;
  seatPeople(world, people ?? world.people);
  for (const { key, email, expiresAt, rate } of Array.isArray(custom)
    ? []
    : (custom?.apiKeys ?? [])) {
    const user = findUserByEmail(world, email);
    if (user === undefined)
      throw new ControlError(404, `No Cal.com user has the address ${email}.`);
    const expires = expiresAt === undefined ? null : readInstant(expiresAt);
    world.store.state.apiKeys.push({
      key,
      userId: user.id,
      expiresAt: expires,
      rate: rate ?? null,
    });
  }
  world.store.save();
  return { ok: true, now: formatInstant(world.clock.now()) };
}

/** Replaces what is in the person's connected calendar. */
function setBusy(world: World, body: unknown): object {
  const { email, intervals, selected } = busySchema.parse(body);
  const user = findUserByEmail(world, email);
  const [calendar] = user === undefined ? [] : calendarsOf(world, user.id);
  if (calendar === undefined)
    throw new ControlError(404, `No Cal.com user with a calendar has the address ${email}.`);
  calendar.busy = intervals;
  if (selected !== undefined) calendar.selected = selected;
  world.store.save();
  world.slotCache.clear();
  return { ok: true, credentialId: calendar.credentialId, intervals: intervals.length };
}

function addBooking(world: World, body: unknown): object {
  const input = bookingSchema.parse(body);
  const eventType = findEventType(world, input.eventTypeId);
  const host = eventType === undefined ? undefined : findUser(world, eventType.ownerId);
  if (eventType === undefined || host === undefined) {
    throw new ControlError(404, `There is no event type ${input.eventTypeId}.`);
  }
  const booking = insertBooking(world, eventType, {
    title: `${eventType.title} between ${host.name} and ${input.attendee.name}`,
    start: input.start,
    end: input.end ?? input.start + eventType.lengthInMinutes * 60_000,
    status: input.status,
    attendees: [input.attendee],
    metadata: input.metadata,
  });
  world.slotCache.clear();
  return viewBooking(world, booking);
}

/** The host moves it in Cal.com's own pages: no check, a new uid, and a webhook. */
async function moveBooking(world: World, uid: string, body: unknown): Promise<object> {
  const { start } = moveSchema.parse(body);
  const old = findBooking(world, uid);
  const eventType = findEventType(world, old?.eventTypeId ?? null);
  if (old === undefined || eventType === undefined)
    throw new ControlError(404, `There is no booking ${uid} to move.`);
  if (old.status === "cancelled" || old.status === "rejected")
    throw new ControlError(400, `Booking ${uid} is ${old.status}.`);
  const booking = replaceBooking(world, old, {
    eventType,
    start,
    end: start + (old.end - old.start),
    status: "accepted",
    rescheduledBy: findUser(world, old.hostId)?.email ?? null,
    reason: null,
  });
  await sendWebhooks(world, "BOOKING_RESCHEDULED", booking);
  return viewBooking(world, booking);
}
