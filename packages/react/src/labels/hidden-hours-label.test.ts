import { hourMs, parseInstant } from "@reslot/cal/time";
import { messagesFor } from "@reslot/messages/catalogue";
import { describe, expect, it } from "vitest";
import type { People } from "../model/people.ts";
import type { HiddenHours } from "../week/week-layout.ts";
import { hiddenHoursLabel } from "./hidden-hours-label.ts";

const sam = { name: "Sam Okafor", timeZone: "Europe/London" };
const alex = { name: "Alex Rivera", timeZone: "America/Vancouver" };
const asCoach: People = {
  role: "coach",
  me: sam,
  other: { ...alex, role: "mentee", firstName: "Alex" },
};
const asMentee: People = {
  role: "mentee",
  me: alex,
  other: { ...sam, role: "coach", firstName: "Sam" },
};
const display = { locale: "en-GB", timeZone: "Europe/London" };

/** The hours of 15 December in London, one start an hour. Vancouver is seven hours behind. */
function hours(place: HiddenHours["place"], from: number, to: number): HiddenHours {
  const midnight = parseInstant("2026-12-15T00:00:00Z");
  const starts = Array.from({ length: to - from }, (_, at) => midnight + (from + at) * hourMs);
  return { place, from: from * 60, to: to * 60, starts };
}

describe("the folded hours of a week", () => {
  const label = (hidden: HiddenHours[], people = asCoach) =>
    hiddenHoursLabel(messagesFor("en", "pick"), hidden, { people, display });

  it("are said with what they are on the other person's clock", () => {
    expect(label([hours("before", 13, 15)])).toBe("13:00 – 15:00 · early for Alex");
    expect(label([hours("before", 9, 13)])).toBe("09:00 – 13:00 · night for Alex");
    expect(label([hours("before", 9, 15)])).toBe("09:00 – 15:00 · early for Alex");
    expect(label([hours("after", 3, 5)])).toBe("03:00 – 05:00 · late for Alex");
    expect(label([hours("after", 3, 7)])).toBe("03:00 – 07:00 · late for Alex");
  });

  it("are only outside the other's hours where a start is at a usual hour, or their zone is not known", () => {
    const outside = "09:00 – 16:00 · outside Alex’s hours";
    expect(label([hours("before", 9, 16)])).toBe(outside);
    const unknown = { ...asCoach, other: { ...asCoach.other, timeZone: null } };
    expect(label([hours("before", 9, 16)], unknown)).toBe(outside);
  });

  it("are outside the mentee's own hours for a mentee, whatever their clock says", () => {
    expect(label([hours("before", 9, 13)], asMentee)).toBe("09:00 – 13:00 · outside your hours");
  });

  it("are listed before and after the others", () => {
    const both = label([hours("before", 13, 15), hours("after", 20, 22)]);
    expect(both).toBe("13:00 – 15:00 · early for Alex, 20:00 – 22:00 · outside Alex’s hours");
  });

  it("are said in German in whole sentences", () => {
    const words = messagesFor("de", "pick");
    const german = { people: asCoach, display: { ...display, locale: "de-DE" } };
    const hidden = hiddenHoursLabel(words, [hours("before", 13, 15)], german);
    expect(words("week.showHours", { hours: hidden })).toBe(
      "Einblenden: 13:00 – 15:00 · früh für Alex",
    );
  });
});
