import { createHmac } from "node:crypto";
import { formatInstant, hourMs } from "@reslot/cal/time";
import { receiveCalWebhook } from "../../../src/server.ts";
import type { CalNews } from "../cal/cal-record.ts";
import { pick } from "../random.ts";
import { coachUlid, connectionUlids, meetings, menteeUlid, webhookSecret } from "./people.ts";
import type { Program, SimWorld } from "./sim-world.ts";

/** What happens at one step. */
type AtStep = (step: number) => void;

/** What people do in Cal.com itself, by step. */
export function planOutside(world: SimWorld): AtStep {
  const { random, profile } = world;
  const plan = new Map<number, (() => void)[]>();
  const within = (steps: number, chance: number, run: () => void) => {
    if (random() >= chance) return;
    const step = Math.floor(random() * steps);
    plan.set(step, [...(plan.get(step) ?? []), run]);
  };
  within(60, profile.externalMove, () => moveInCal(world));
  within(90, profile.changeInPlace, () => changeInPlace(world));
  within(90, profile.externalEnd, () => endInCal(world));
  within(90, profile.externalDelete, () => deleteInCal(world));
  within(90, profile.externalBooking, () => bookInCal(world));
  within(90, profile.tokenRefused, () => refuseToken(world));
  return (step) => plan.get(step)?.forEach((run) => run());
}

const someLeaf = ({ random, cal: { record } }: SimWorld) =>
  record.leafOf(pick(random, [...meetings, ...meetings.slice(0, 1)]).calUid);

/** Once, several times, or more often than one look follows. */
function moveInCal(world: SimWorld): void {
  const { random, events, setting, cal } = world;
  const hops = pick(random, [1, 1, 2, 12, 55, 55]);
  events.note("moved in Cal.com");
  if (hops > 1) events.note("chain moved in Cal.com");
  if (hops > 50) events.note("long chain in Cal.com");
  const { meeting } = someLeaf(world);
  for (let hop = 0; hop < hops; hop += 1) {
    const leaf = cal.record.leafOf(meeting);
    if (leaf.isDeleted || (leaf.status !== "accepted" && leaf.status !== "pending")) return;
    const start = setting.start + (30 + hop + Math.floor(random() * 3)) * hourMs;
    cal.record.move(leaf.uid, { start, status: "accepted", isByCall: false, seen: null });
  }
}

function changeInPlace(world: SimWorld): void {
  const leaf = someLeaf(world);
  if (leaf.isDeleted || leaf.status !== "accepted") return;
  world.events.note("changed in place");
  world.cal.record.change(leaf.uid, world.setting.start + 100 * hourMs);
}

function endInCal(world: SimWorld): void {
  const leaf = someLeaf(world);
  if (leaf.isDeleted || (leaf.status !== "accepted" && leaf.status !== "pending")) return;
  world.events.note("cancelled in Cal.com");
  world.cal.record.setStatus(leaf.uid, "cancelled", "BOOKING_CANCELLED");
}

function deleteInCal(world: SimWorld): void {
  const leaf = someLeaf(world);
  world.events.note("deleted in Cal.com");
  world.cal.record.remove(leaf.uid);
}

function bookInCal({ events, cal, setting }: SimWorld): void {
  events.note("booked in Cal.com");
  cal.record.book("third", setting.start + 200 * hourMs);
}

function refuseToken({ random, events, cal }: SimWorld): void {
  const isCoach = random() < 0.5;
  events.note(isCoach ? "token of the coach refused" : "token of the mentee refused");
  cal.refuseTokenOf(isCoach ? coachUlid : menteeUlid);
}

/** The coach answers in Cal.com itself, if a time waits for it. */
export function giveWord({ cal, random, profile, events }: SimWorld): void {
  const waiting = cal.record.bookings.find(
    ({ status, isDeleted }) => status === "pending" && !isDeleted,
  );
  if (!waiting || random() >= profile.word) return;
  events.note("answered in Cal.com");
  const isYes = random() < 0.6;
  const trigger = isYes ? "BOOKING_CREATED" : "BOOKING_REJECTED";
  cal.record.setStatus(waiting.uid, isYes ? "accepted" : "rejected", trigger);
}

/** Cal.com tells of what has happened: once, twice, late or never, in any order. */
export function callBack(world: SimWorld, servers: readonly Program[]): void {
  const { random, profile, events, cal } = world;
  const news = cal.record.takeNews();
  // So many webhooks of one account are stored by a server in ten seconds; the last ones say it all.
  for (const each of news.slice(-6)) {
    if (random() < profile.hookLoss) {
      events.note("webhook lost");
      continue;
    }
    const times = random() < 0.3 ? 2 : 1;
    if (times > 1) events.note("webhook twice");
    for (let time = 0; time < times; time += 1) {
      const { app } = pick(random, servers);
      const delay = Math.floor(random() * 12);
      if (delay > 6) events.note("webhook late");
      deliver(world, { app, news: each, delay });
    }
  }
}

/** The order in which webhooks were sent, and the highest that has arrived. */
const sequence = new WeakMap<SimWorld, { sent: number; arrived: number }>();

function deliver(
  world: SimWorld,
  { app, news, delay }: { app: Program["app"]; news: CalNews; delay: number },
): void {
  const order = sequence.get(world) ?? { sent: 0, arrived: 0 };
  sequence.set(world, order);
  order.sent += 1;
  const mine = order.sent;
  const rawBody = Buffer.from(JSON.stringify(bodyOf(world, news)));
  const signature = createHmac("sha256", webhookSecret).update(rawBody).digest("hex");
  world.scheduler.spawn(`webhook ${news.trigger} ${news.uid}`, async () => {
    for (let step = 0; step < delay; step += 1) await world.scheduler.gate("is on its way");
    if (mine < order.arrived) world.events.note("webhook out of order");
    order.arrived = Math.max(order.arrived, mine);
    const call = { connectionUlid: connectionUlids.coach, rawBody, signature, address: null };
    await receiveCalWebhook(app, call).catch(() => null);
  });
}

function bodyOf({ now }: SimWorld, { trigger, uid, rescheduleUid }: CalNews) {
  const payload = { uid, ...(rescheduleUid && { rescheduleUid }) };
  return { triggerEvent: trigger, createdAt: formatInstant(now()), payload };
}
