import { ulid } from "ulid";
import { beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import {
  apiScopes,
  coachProcedure,
  createCallerFactory,
  createContext,
  menteeProcedure,
  router,
} from "../../src/index.ts";
import { arrangeMeeting, type Meeting, type PersonKey } from "../support/meeting.ts";

const input = z.object({ bookingUlid: z.string() });

/** A router as another host would build it, from the exported procedures alone. */
const hostRouter = router({
  booking: router({
    readAsCoach: coachProcedure(input).query(({ ctx }) => ctx.role),
    changeAsCoach: coachProcedure(input).mutation(({ ctx }) => ctx.role),
    readAsMentee: menteeProcedure(input).query(({ ctx }) => ctx.role),
    changeAsMentee: menteeProcedure(input).mutation(({ ctx }) => ctx.role),
  }),
});

describe("booking.acknowledge", () => {
  it("is for the mentee, about the version they read, and its coach sees it", async () => {
    const { bookingUlid } = meeting;
    const [coach, mentee] = [meeting.as("coach").booking, meeting.as("mentee").booking];
    await expect(coach.acknowledge({ bookingUlid, version: 1 })).rejects.toMatchObject(notFound);
    await expect(mentee.acknowledge({ bookingUlid, version: 2 })).rejects.toMatchObject({
      cause: { code: "BOOKING_CHANGED" },
    });
    await expect(coach.get({ bookingUlid })).resolves.toMatchObject({ acknowledgedAt: null });

    const said = await mentee.acknowledge({ bookingUlid, version: 1 });

    await expect(coach.get({ bookingUlid })).resolves.toMatchObject(said);
  });
});

const notFound = { code: "NOT_FOUND", cause: { code: "NOT_FOUND" } };

let meeting: Meeting;

beforeAll(async () => {
  meeting = await arrangeMeeting();
});

/** The host router, called with an API key of this person. */
function callAs(key: PersonKey) {
  const { clerkUserId } = meeting.people[key];
  return createCallerFactory(hostRouter)(() =>
    createContext(meeting.ports)({
      caller: { kind: "apiKey", clerkUserId, scopes: apiScopes },
      request: { origin: null, contentType: "application/json", requestId: ulid() },
    }),
  ).booking;
}

describe.each(["readAsCoach", "changeAsCoach"] as const)("coachProcedure (%s)", (name) => {
  it("lets the booking's coach through, with the role in the context", async () => {
    const { bookingUlid } = meeting;
    const role = await callAs("coach")[name]({ bookingUlid });

    expect(role).toBe("coach");
    expectTypeOf(role).toEqualTypeOf<"coach">();
  });

  it.each(["mentee", "stranger"] as const)("answers NOT_FOUND to the %s", async (key) => {
    const { bookingUlid } = meeting;
    await expect(callAs(key)[name]({ bookingUlid })).rejects.toMatchObject(notFound);
  });
});

describe.each(["readAsMentee", "changeAsMentee"] as const)("menteeProcedure (%s)", (name) => {
  it("lets the booking's mentee through, with the role in the context", async () => {
    const { bookingUlid } = meeting;
    const role = await callAs("mentee")[name]({ bookingUlid });

    expect(role).toBe("mentee");
    expectTypeOf(role).toEqualTypeOf<"mentee">();
  });

  it.each(["coach", "stranger"] as const)("answers NOT_FOUND to the %s", async (key) => {
    const { bookingUlid } = meeting;
    await expect(callAs(key)[name]({ bookingUlid })).rejects.toMatchObject(notFound);
  });
});

it("coachProcedure and menteeProcedure answer NOT_FOUND for a booking that does not exist", async () => {
  const unknown = { bookingUlid: ulid() };

  await expect(callAs("coach").readAsCoach(unknown)).rejects.toMatchObject(notFound);
  await expect(callAs("mentee").readAsMentee(unknown)).rejects.toMatchObject(notFound);
});
