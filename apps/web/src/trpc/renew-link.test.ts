import type { AppRouter } from "@reslot/api";
import { type Operation, TRPCClientError } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { describe, expect, it } from "vitest";
import { renewLink } from "./renew-link.ts";

const refusals = ["UNAUTHENTICATED", "NOT_FOUND"];

const refusal = (code: string) => {
  const app = { code, message: code, details: {} };
  return TRPCClientError.from<AppRouter>({
    error: { code: -32_001, message: code, data: { code, httpStatus: 401, app } },
  } as never);
};

/** Calls through the link; the server gives these answers one after the other, a value or a refusal. */
function callThrough(answers: string[], renew: () => Promise<boolean>) {
  const asked: Operation[] = [];
  const link = renewLink(renew)({});
  const next = (op: Operation) => {
    asked.push(op);
    return observable<never, TRPCClientError<AppRouter>>((observer) => {
      const answer = answers.shift() ?? "nothing";
      if (refusals.includes(answer)) observer.error(refusal(answer));
      else observer.next({ result: { data: answer } } as never);
    });
  };
  const call = () =>
    new Promise<unknown>((resolve) => {
      const op = { id: asked.length, path: "booking.get", type: "query" } as Operation;
      link({ op, next }).subscribe({
        next: ({ result }) => resolve("data" in result ? result.data : null),
        error: (error) => resolve(error.message),
      });
    });
  return { asked, call };
}

describe("a call that was refused as unauthenticated", () => {
  it("is retried with a new token", async () => {
    const { asked, call } = callThrough(["UNAUTHENTICATED", "the booking"], async () => true);

    expect(await call()).toBe("the booking");
    expect(asked).toHaveLength(2);
  });

  it("is retried only once", async () => {
    const refused = callThrough(["UNAUTHENTICATED", "UNAUTHENTICATED"], async () => true);

    expect(await refused.call()).toBe("UNAUTHENTICATED");
    expect(refused.asked).toHaveLength(2);
  });

  it.each([
    ["the person has signed out", async () => false],
    ["no token can be fetched", () => Promise.reject(new Error("offline"))],
  ])("fails with its first error when %s", async (_why, renew) => {
    const { asked, call } = callThrough(["UNAUTHENTICATED"], renew);

    expect(await call()).toBe("UNAUTHENTICATED");
    expect(asked).toHaveLength(1);
  });

  it("shares the new token with other calls that were refused at the same time", async () => {
    let renewals = 0;
    const renew = async () => {
      renewals += 1;
      return true;
    };
    const { call } = callThrough(["UNAUTHENTICATED", "UNAUTHENTICATED", "one", "two"], renew);

    expect(await Promise.all([call(), call()])).toEqual(["one", "two"]);
    expect(renewals).toBe(1);
  });
});

it("does not retry other failures", async () => {
  const { asked, call } = callThrough(["NOT_FOUND", "late"], async () => true);

  expect(await call()).toBe("NOT_FOUND");
  expect(asked).toHaveLength(1);
});
