import { expect, it } from "vitest";
import { noTelemetry } from "../telemetry/telemetry.ts";
import { createStreamPlaces } from "./stream-places.ts";

const refusalOf = (take: () => unknown) => {
  try {
    take();
    return null;
  } catch (error) {
    return error;
  }
};

it("a person has no more streams than their places, which others are not refused for", () => {
  const places = createStreamPlaces({ perPerson: 2 });
  const leave = places.take("one");
  places.take("one");

  expect(refusalOf(() => places.take("one"))).toMatchObject({
    code: "RATE_LIMITED",
    details: { retryAfterMs: 60_000 },
  });
  expect(refusalOf(() => places.take("other"))).toBeNull();

  leave();
  leave(); // a place is given back once
  expect(refusalOf(() => places.take("one"))).toBeNull();
  expect(refusalOf(() => places.take("one"))).toMatchObject({ code: "RATE_LIMITED" });
});

it("a process has no more streams than its places, whoever they are for", () => {
  const refused: unknown[] = [];
  const count = (name: string, attributes: unknown) => void refused.push([name, attributes]);
  const telemetry = { ...noTelemetry, count };
  const places = createStreamPlaces({ perProcess: 2, telemetry });
  const leave = places.take("one");
  places.take("two");

  expect(refusalOf(() => places.take("three"))).toMatchObject({ code: "SERVICE_BUSY" });
  expect(refused).toEqual([["reslot.rate_limited", { kind: "stream" }]]);

  leave();
  expect(refusalOf(() => places.take("three"))).toBeNull();
});
