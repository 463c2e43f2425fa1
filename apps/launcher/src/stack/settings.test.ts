import { describe, expect, it } from "vitest";
import { readSettings } from "./settings.ts";

describe("readSettings", () => {
  it("defaults to the standard ports and the project's own folder", () => {
    const settings = readSettings([], {});

    expect(settings.ports).toEqual({
      web: 3000,
      cal: 4100,
      clerk: 4011,
      supabase: 54_321,
      mail: 4009,
    });
    expect(settings.localDir.endsWith(".local")).toBe(true);
    expect(settings.isDev).toBe(false);
  });

  it("changes one port by its variable and leaves the others", () => {
    const { ports } = readSettings([], { WEB_PORT: "3100" });

    expect(ports.web).toBe(3100);
    expect(ports.cal).toBe(4100);
  });

  it("names the variable of an invalid port", () => {
    expect(() => readSettings([], { MAIL_PORT: "post" })).toThrow(/MAIL_PORT/);
  });

  it("adds variables to the product's environment, with = allowed in the value", () => {
    const { overrides } = readSettings(["--set", "TOKEN_KEYS=k1:abc="], {});

    expect(overrides).toEqual({ TOKEN_KEYS: "k1:abc=" });
  });

  it("starts one server of the web app by default, or as many as given", () => {
    expect(readSettings([], {}).webs).toBe(1);
    expect(readSettings(["--webs", "2"], {}).webs).toBe(2);
    expect(() => readSettings(["--webs", "none"], {})).toThrow("--webs needs a whole number.");
  });

  it("has all people unless the small demo is asked for", () => {
    expect(readSettings([], {}).isSmallDemo).toBe(false);
    expect(readSettings(["--small-demo"], {}).isSmallDemo).toBe(true);
  });

  it("rejects an unknown option", () => {
    expect(() => readSettings(["--turbo"], {})).toThrow(/--turbo/);
  });
});
