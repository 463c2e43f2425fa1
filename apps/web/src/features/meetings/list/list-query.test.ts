import { describe, expect, it } from "vitest";
import { isNarrowed, listInputOf, listPath, parseListQuery, wholeList } from "./list-query.ts";

const personUlid = "01KC3M8QZ4ABCDEFGHJKMNPQRV";
const parse = (query: string) => parseListQuery(new URLSearchParams(query));

describe("the address of the list", () => {
  it("keeps everything that was asked for", () => {
    const query = `?when=past&q=chlo%C3%A9&show=needs&with=${personUlid}&on=2026-12-15&n=60&cursor=abc`;
    expect(listPath(parse(query))).toBe(`/meetings${query}`);
  });

  it("is bare for the whole list", () => {
    expect(parse("")).toEqual(wholeList("upcoming"));
    expect(listPath(wholeList("upcoming"))).toBe("/meetings");
    expect(listPath(wholeList("past"))).toBe("/meetings?when=past");
  });

  it("leaves out what makes no sense", () => {
    const nonsense = "?when=x&show=offered&with=me&on=2026-02-30&n=-3&cursor=%22";
    expect(parse(nonsense)).toEqual(wholeList("upcoming"));
    expect(parse("?n=1e9").shown).toBe(100);
    expect(parse("?n=21").shown).toBe(40);
    expect(parse(`?q=${"x".repeat(300)}`).search).toHaveLength(100);
  });
});

describe("what the API is asked", () => {
  it("has the words without spaces around them, and days only in a known time zone", () => {
    const query = { ...wholeList("upcoming"), search: "  weber ", on: "2026-12-15" };
    const asked = { when: "upcoming", limit: 20, search: "weber" };
    expect(listInputOf(query, null)).toEqual(asked);
    expect(listInputOf(query, "Europe/London")).toEqual({
      ...asked,
      timeZone: "Europe/London",
      on: "2026-12-15",
    });
  });

  it("is the whole list while only spaces are searched", () => {
    expect(isNarrowed({ ...wholeList("past"), search: " " })).toBe(false);
    expect(isNarrowed({ ...wholeList("past"), personUlid })).toBe(true);
  });
});
