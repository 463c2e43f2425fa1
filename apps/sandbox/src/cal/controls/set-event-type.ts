import { z } from "zod";
import { viewEventType } from "../resources/event-type-view.ts";
import { findUserByEmail } from "../state/find.ts";
import { recurrenceSchema, type EventType, type User } from "../state/state.ts";
import type { World } from "../world.ts";
import { ControlError } from "./control-error.ts";

const inputSchema = z.strictObject({
  email: z.string(),
  slug: z.string(),
  offsetStart: z.number().int().min(0).optional(),
  /** Every length that can be chosen; the default one stays. */
  lengths: z.array(z.number().int().positive()).nullable().optional(),
  schedulingType: z.literal("roundRobin").nullable().optional(),
  /** Addresses of the other hosts; by default everyone else who has an event type. */
  hosts: z.array(z.string()).optional(),
  keepHost: z.boolean().optional(),
  generation: z.enum(["default", "own"]).optional(),
  recurring: recurrenceSchema.nullable().optional(),
});
type Input = z.infer<typeof inputSchema>;

/** Sets properties of a person's event type that the API does not take, or takes only from teams. */
export function setEventType(world: World, body: unknown): object {
  const input = inputSchema.parse(body);
  const owner = userOf(world, input.email);
  const eventType = world.store.state.eventTypes.find(
    ({ ownerId, slug }) => ownerId === owner.id && slug === input.slug,
  );
  if (eventType === undefined) {
    throw new ControlError(404, `${input.email} has no event type ${input.slug}.`);
  }
  Object.assign(eventType, changeOf(world, owner, input));
  world.store.save();
  world.slotCache.clear();
  return viewEventType(world, eventType);
}

function changeOf(world: World, owner: User, input: Input): Partial<EventType> {
  const { offsetStart, lengths, keepHost, generation, recurring } = input;
  return {
    ...(offsetStart === undefined ? {} : { offsetStart }),
    ...(lengths === undefined ? {} : { lengthInMinutesOptions: lengths }),
    ...(keepHost === undefined ? {} : { keepHost }),
    ...(generation === undefined ? {} : { generation }),
    ...(recurring === undefined ? {} : { recurrence: recurring }),
    ...(input.schedulingType === undefined
      ? {}
      : { rotatingHostIds: rotatingHosts(world, owner, input) }),
  };
}

function rotatingHosts(world: World, owner: User, { schedulingType, hosts }: Input): number[] {
  if (schedulingType === null) return [];
  if (hosts !== undefined) return hosts.map((email) => userOf(world, email).id);
  const owners = world.store.state.eventTypes.map(({ ownerId }) => ownerId);
  return [...new Set(owners)].filter((id) => id !== owner.id);
}

function userOf(world: World, email: string): User {
  const user = findUserByEmail(world, email);
  if (user === undefined) throw new ControlError(404, `No Cal.com user has the address ${email}.`);
  return user;
}
