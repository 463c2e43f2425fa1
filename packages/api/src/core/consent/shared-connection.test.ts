import { dayMs } from "@reslot/cal/time";
import type { Consent } from "@reslot/db";
import { describe, expect, it } from "vitest";
import type { Connection } from "../connection.ts";
import { sharedConnection, sharedStatus, sharingView } from "./shared-connection.ts";

const askedAt = "2026-12-01T09:00:00.000Z";
const decidedAt = "2026-12-02T09:00:00.000Z";

const consentIn = (state: Consent["state"]): Consent => ({
  menteeUserUlid: "mentee",
  coachUserUlid: "coach",
  state,
  lengthMinutes: 60,
  lengths: [60],
  gridMinutes: 60,
  gridPhase: 0,
  askedAt,
  decidedAt: state === "asked" ? null : decidedAt,
  source: "mentee",
  disownedAt: null,
});

const notAllowed = [null, consentIn("asked"), consentIn("refused"), consentIn("stopped")];
const mentee: Connection = { status: "needsReconnect" };

describe("a mentee's connection", () => {
  it("is a coach's to use only while the mentee allows it", () => {
    for (const consent of notAllowed) {
      const by = { reader: "coach", consent } as const;
      expect(sharedConnection(mentee, by)).toEqual({ status: "notShared" });
      expect(sharedStatus("needsReconnect", by)).toBe("notShared");
    }
    const by = { reader: "coach", consent: consentIn("allowed") } as const;
    expect(sharedConnection(mentee, by)).toBe(mentee);
    expect(sharedStatus("needsReconnect", by)).toBe("needsReconnect");
  });

  it("is the mentee's own whatever they have decided", () => {
    for (const consent of notAllowed) {
      const by = { reader: "mentee", consent } as const;
      expect(sharedConnection(mentee, by)).toBe(mentee);
      expect(sharedStatus("connected", by)).toBe("connected");
    }
  });

  it("that does not exist is not called unshared", () => {
    const by = { reader: "coach", consent: null } as const;

    expect(sharedConnection({ status: "notConnected" }, by)).toEqual({ status: "notConnected" });
    expect(sharedStatus("notConnected", by)).toBe("notConnected");
  });
});

describe("what a coach is told of the consent", () => {
  it("is the same after every answer but yes, and when a week is over", () => {
    const views = notAllowed.slice(1).map((consent) => sharingView(consent, "coach"));

    for (const view of views) {
      const nextAskAt = new Date(Date.parse(askedAt) + 7 * dayMs).toISOString();
      expect(view).toEqual({ state: "asked", since: askedAt, nextAskAt });
    }
    expect(sharingView(consentIn("allowed"), "coach")).toEqual({
      state: "allowed",
      since: decidedAt,
      nextAskAt: null,
    });
    expect(sharingView(consentIn("stopped"), "mentee").state).toBe("stopped");
  });
});
