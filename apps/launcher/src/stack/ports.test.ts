import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { choosePorts } from "./ports.ts";
import { readSettings } from "./settings.ts";

const open: Server[] = [];

function occupyPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      open.push(server);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}

afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

describe("choosePorts", () => {
  it("names the port that is in use and the variable that changes it", async () => {
    const busy = await occupyPort();
    const settings = readSettings([], { WEB_PORT: String(busy) });

    await expect(choosePorts(settings)).rejects.toThrow(
      new RegExp(`Port ${busy} \\(web\\).*WEB_PORT=${busy + 1} npm start`),
    );
  });

  it("picks five different free ports for an ephemeral stack", async () => {
    const ports = await choosePorts(readSettings(["--ephemeral"], {}));

    expect(new Set(Object.values(ports)).size).toBe(5);
  });
});
