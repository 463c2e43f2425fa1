import { z } from "zod";
import { isZone } from "../time/zone.ts";
import type { World } from "../world.ts";
import { controlledUser, saveChange } from "./change-user.ts";
import { instantSchema } from "./control-error.ts";

const outOfOfficeSchema = z.union([
  z.strictObject({ email: z.string(), start: instantSchema, end: instantSchema }),
  z.strictObject({ isReadable: z.boolean() }),
]);
const travelSchema = z.strictObject({
  email: z.string(),
  timeZone: z.string().refine(isZone, { error: "is not a time zone" }),
  start: instantSchema,
  end: instantSchema,
});

/** Adds days out of office; or, with `isReadable`, says whether the server has GET /v2/me/ooo. */
export function addOutOfOffice(world: World, body: unknown): object {
  const input = outOfOfficeSchema.parse(body);
  if ("isReadable" in input) {
    world.store.state.hasOutOfOfficeRoute = input.isReadable;
    return saveChange(world);
  }
  const { email, start, end } = input;
  const id = world.store.nextId("outOfOffice");
  controlledUser(world, email).outOfOffice.push({ id, uuid: world.random.uuid(), start, end });
  return saveChange(world);
}

/** Adds a stay in another time zone. */
export function addTravel(world: World, body: unknown): object {
  const { email, ...stay } = travelSchema.parse(body);
  controlledUser(world, email).travels.push(stay);
  return saveChange(world);
}
