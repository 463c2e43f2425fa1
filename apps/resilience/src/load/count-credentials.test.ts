import { describe, expect, it } from "vitest";
import type { ProxiedCall } from "../traffic/cal-proxy.ts";
import { countCredentials } from "./count-credentials.ts";

const calls = (token: string | null, times: number[], status = 200): ProxiedCall[] =>
  times.map((from) => ({ method: "GET", path: "/v2/me", token, body: "", from, to: from, status }));

describe("countCredentials", () => {
  it("counts each credential's calls in minutes that begin with its first call", () => {
    const use = countCredentials([
      ...calls("one", [30_000, 89_999, 90_000, 90_001, 90_002, 149_999]),
      ...calls("two", [0, 1, 2]),
    ]);

    expect(use).toMatchObject({ busiestShare: 4 / 120, anonymous: 0, calls: 9 });
  });

  it("counts calls without a credential, and those that were refused", () => {
    const use = countCredentials([...calls(null, [0, 1]), ...calls("one", [5], 429)]);

    expect(use).toMatchObject({ anonymous: 2, refused: 1 });
  });
});
