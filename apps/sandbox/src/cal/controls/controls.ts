import { z } from "zod";
import { viewBooking } from "../bookings/booking-view.ts";
import { faultSchema } from "../faults/faults.ts";
import { Problem } from "../http/problem.ts";
import type { App } from "../http/route.ts";
import type { World } from "../world.ts";
import { addOutOfOffice, addTravel } from "./add-absences.ts";
import { ControlError } from "./control-error.ts";
import { listSubscriptions } from "./list-subscriptions.ts";
import { moveBooking, placeBooking, replaceAttendee } from "./place-booking.ts";
import { reset } from "./reset.ts";
import { setClock } from "./set-clock.ts";
import { setBusy } from "./set-busy.ts";
import { setEventType } from "./set-event-type.ts";
import { setLimits } from "./set-limits.ts";
import { setRows } from "./set-rows.ts";
import { setCalendarHealth } from "./set-calendar-health.ts";
import { revokeOauth, setOauth } from "./set-oauth.ts";

/** The controls that change something and answer with how it is then. */
const setters: Readonly<Record<`/${string}`, (world: World, body: unknown) => object>> = {
  "/reset": reset,
  "/clock": setClock,
  "/busy": setBusy,
  "/event-types": setEventType,
  "/rows": setRows,
  "/calendar-health": setCalendarHealth,
  "/ooo": addOutOfOffice,
  "/travel": addTravel,
  "/limits": setLimits,
  "/webhooks": (world, body) => world.delivery.set(body),
  "/oauth": setOauth,
  "/oauth/revoke": revokeOauth,
};

/**
 * The controls under /_sandbox, which prepare and observe the stand-in. The API's limits and checks
 * do not apply to them.
 */
export function addControls(app: App, world: World): void {
  app.onError((error, context) => {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
    return context.json({ error: message }, statusOf(error));
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
    world.faults.add(faultSchema.parse(await readJson(context.req.raw)));
    return context.json({ ok: true });
  });
  app.get("/subscriptions", (context) => context.json(listSubscriptions(world)));
  for (const [path, set] of Object.entries(setters)) {
    app.post(path, async (context) => context.json(set(world, await readJson(context.req.raw))));
  }
  app.post("/bookings", async (context) =>
    context.json(placeBooking(world, await readJson(context.req.raw)), 201),
  );
  app.post("/bookings/:uid/attendee", async (context) => {
    const body = await readJson(context.req.raw);
    return context.json(replaceAttendee(world, context.req.param("uid"), body));
  });
  app.post("/bookings/:uid/move", async (context) => {
    const body = await readJson(context.req.raw);
    return context.json(await moveBooking(world, context.req.param("uid"), body), 201);
  });
}

async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new ControlError(400, "The body is not JSON.");
  }
}

function statusOf(error: Error): 400 | 404 | 409 | 500 {
  if (error instanceof ControlError) return error.status;
  if (error instanceof z.ZodError) return 400;
  return error instanceof Problem ? 409 : 500;
}
