import { describe, expect, it } from "vitest";
import { demoPeople } from "./demo-people.ts";
import { furtherPeople } from "./further-people.ts";

const all = [...demoPeople, ...furtherPeople];

const repeated = (values: readonly unknown[]) =>
  values.filter((value, index) => values.indexOf(value) !== index);

describe("the further people of the demo", () => {
  it("share no key, address, user name or event type with anyone", () => {
    const names = all.flatMap(({ calUsername }) => calUsername ?? []);
    const eventTypes = all.flatMap((person) => person.eventTypes.map(({ id }) => id));
    expect(repeated(all.map(({ key }) => key))).toEqual([]);
    expect(repeated(all.map(({ email }) => email))).toEqual([]);
    expect(repeated(names)).toEqual([]);
    expect(repeated(eventTypes)).toEqual([]);
  });

  it("take turns only with hosts whom Cal.com knows before them", () => {
    for (const [index, { eventTypes }] of all.entries()) {
      const earlier = new Set(all.slice(0, index).map(({ email }) => email));
      const hosts = eventTypes.flatMap(({ rotatingHosts = [] }) => rotatingHosts);
      expect(hosts.filter((email) => !earlier.has(email))).toEqual([]);
    }
  });
});
