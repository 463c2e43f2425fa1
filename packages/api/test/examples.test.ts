import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { apiScopes } from "../src/index.ts";
import { serveRouter } from "../examples/serve-router.ts";
import { arrangeMeeting } from "./meeting.ts";

const example = fileURLToPath(new URL("../examples/move-meeting.ts", import.meta.url));
const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");

it("moves a meeting with the typed client of the README, run as a program of its own", async () => {
  expect(readme).toContain(`\`\`\`ts\n${readFileSync(example, "utf8")}\`\`\``);
  const meeting = await arrangeMeeting();
  const { clerkUserId } = meeting.people.coach;
  const server = serveRouter(meeting.ports, async (authorization) =>
    authorization === "Bearer ak_coach" ? { kind: "apiKey", clerkUserId, scopes: apiScopes } : null,
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { bookingUlid, newStartTime, newEndTime } = meeting.moveTo(11);

  const args = [example, url, "ak_coach", bookingUlid, newStartTime, newEndTime];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  server.close();

  expect(stdout.trim()).toBe("moved");
  expect(Date.parse((await meeting.row()).startTime)).toBe(Date.parse(newStartTime));
});
