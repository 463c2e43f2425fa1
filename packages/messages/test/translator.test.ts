import { describe, expect, it } from "vitest";
import { messagesFor } from "../src/catalogue.ts";
import { pathsOf } from "../src/paths-of.ts";
import { foreignArguments } from "../src/translator.ts";
import { en } from "../src/en/index.ts";
import { argumentsOf } from "./variants-of.ts";

const meetings = messagesFor("en", "meetings");

describe("a message about a person", () => {
  it("isolates a name that runs from right to left, and no other", () => {
    expect(meetings("chips.confirms", { name: "שרה" })).toBe("\u2068שרה\u2069 confirms changes");
    expect(meetings("chips.confirms", { name: "Sam" })).toBe("Sam confirms changes");
  });

  it("takes invisible characters out of what people typed", () => {
    expect(meetings("chips.confirms", { name: "S\u202eam\u{e0041}" })).toBe("Sam confirms changes");
  });
});

/** Times, counts, places, words of our own and branches. */
const ours = new Set(
  "action after ago audience before busy busyAt by city count current day days direction facts first former from headline hours kind label last later length max minutes next odd people position provider range region remedy rhythm scope sender shared shown subject theme time times to total unknown unknownAt unread until used value verdict wait what when whose zone".split(
    " ",
  ),
);

it("every argument of the catalogue is known to be ours or typed by people", () => {
  const used = new Set(pathsOf(en).flatMap(([, message]) => [...argumentsOf(message)]));
  const unknown = [...used].filter((name) => !foreignArguments.has(name) && !ours.has(name));
  expect(unknown).toEqual([]);
});
