import { minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { meetingOf, type Questions, timeAt, user, type World } from "./question.ts";

/** A plan of a coach's next meetings; each is held at a time of its own. */
function planOf({ size }: World, place: number, round: number) {
  const meetings = [place, place + 1].map((each) => meetingOf(size, each, round));
  const times = meetings.map(({ bookingUlid }, i) => ({
    bookingUlid,
    ...timeAt(place + i, round),
  }));
  const coachUserUlid = user(meetings[0]?.coach ?? 0);
  return { holderUlid: ulid(), coachUserUlid, times, keepMs: 10 * minuteMs };
}

const heldTimes: Questions<"heldTimes">["heldTimes"] = {
  take: { kind: "move", ask: (world, round) => world.db.heldTimes.take(planOf(world, 20, round)) },
  free: {
    kind: "move",
    async ask(world, round) {
      const plan = planOf(world, 22, round);
      await world.db.heldTimes.take(plan);
      await world.mark();
      return world.db.heldTimes.free(plan);
    },
  },
  list: { kind: "view", ask: ({ db }, round) => db.heldTimes.list(user(20 + round)) },
};

export const questionsOfPlans: Questions<"heldTimes"> = { heldTimes };
