import { describe, expect, it } from "vitest";
import { apiScopes, requireScope, scopeOf } from "./api-scopes.ts";

describe("scopeOf", () => {
  it("distinguishes reads from changes", () => {
    expect(scopeOf("booking.availability", "query")).toBe("booking:read");
    expect(scopeOf("booking.onChange", "subscription")).toBe("booking:read");
    expect(scopeOf("booking.reschedule", "mutation")).toBe("booking:reschedule");
    expect(scopeOf("notification.markRead", "mutation")).toBe("notification:write");
    expect(scopeOf("calConnection.disconnect", "mutation")).toBe("connection:write");
    expect(scopeOf("sharing.list", "query")).toBe("sharing:read");
    expect(scopeOf("sharing.allow", "mutation")).toBeNull();
    expect(scopeOf("constructor.name", "query")).toBeNull();
    expect(scopeOf("person.export", "query")).toBeNull();
    expect(scopeOf("person.delete", "mutation")).toBeNull();
  });
});

describe("requireScope", () => {
  const reschedule = { path: "booking.reschedule", type: "mutation" } as const;

  it("lets a key with the scope through", () => {
    expect(() => requireScope(["booking:read", "booking:reschedule"], reschedule)).not.toThrow();
  });

  it("refuses a key without the scope and names it", () => {
    for (const scopes of [[], ["booking:read"], ["booking:reschedule "], ["*"]]) {
      expect(() => requireScope(scopes, reschedule)).toThrow(
        expect.objectContaining({
          code: "UNAUTHENTICATED",
          details: { scope: "booking:reschedule" },
        }),
      );
    }
    expect(() => requireScope([...apiScopes], { path: "admin.wipe", type: "mutation" })).toThrow(
      expect.objectContaining({ code: "UNAUTHENTICATED" }),
    );
  });

  it("asks two scopes for the stream that tells of bookings and notifications", () => {
    const live = { path: "live.onChange", type: "subscription" } as const;

    expect(() => requireScope(["booking:read", "notification:read"], live)).not.toThrow();
    for (const [given, scope] of [
      ["booking:read", "notification:read"],
      ["notification:read", "booking:read"],
    ] as const) {
      expect(() => requireScope([given], live)).toThrow(
        expect.objectContaining({ details: { scope } }),
      );
    }
  });
});
