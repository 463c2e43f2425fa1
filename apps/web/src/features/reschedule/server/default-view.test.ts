import { describe, expect, it } from "vitest";
import { isPhone } from "./default-view.ts";

const iPhone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1";
const desktop = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)";

describe("isPhone", () => {
  it("goes by the client hint", () => {
    expect(isPhone(new Headers({ "sec-ch-ua-mobile": "?1" }))).toBe(true);
    expect(isPhone(new Headers({ "sec-ch-ua-mobile": "?0", "user-agent": iPhone }))).toBe(false);
  });

  it("goes by the user agent without a client hint", () => {
    expect(isPhone(new Headers({ "user-agent": iPhone }))).toBe(true);
    expect(isPhone(new Headers({ "user-agent": desktop }))).toBe(false);
    expect(isPhone(new Headers())).toBe(false);
  });
});
