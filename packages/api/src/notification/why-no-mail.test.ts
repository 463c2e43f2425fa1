import { describe, expect, it } from "vitest";
import { whyNoMail } from "./why-no-mail.ts";

const booking = {
  coachUserUlid: "COACH",
  menteeUserUlid: "MENTEE",
  coach: { mailMoved: true },
  mentee: { mailMoved: false },
};
const moved = { kind: "bookingMoved", note: null, booking } as const;

describe("whyNoMail", () => {
  it("keeps to what the reader chose about moved meetings, and not to what the other one did", () => {
    expect(whyNoMail({ ...moved, userUlid: "COACH" })).toBeNull();
    expect(whyNoMail({ ...moved, userUlid: "MENTEE" })).toMatch(/wants no mail/);
  });

  it.each(["asked", "coachNotConnected", "consentAsked"] as const)(
    "mails a question whatever its reader chose: %s",
    (kind) => {
      expect(whyNoMail({ ...moved, kind, userUlid: "MENTEE" })).toBeNull();
    },
  );

  it("tells a former host that they are one, and nothing else", () => {
    expect(whyNoMail({ ...moved, note: "formerHost", userUlid: "FORMER" })).toBeNull();
    expect(whyNoMail({ ...moved, userUlid: "FORMER" })).toMatch(/no longer theirs/);
  });
});
