import { cpSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { arch, platform } from "node:process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { beforeAll, expect, it } from "vitest";
import { serveRouter } from "../../examples/serve-router.ts";
import { recoverAttempts } from "../../src/reschedule/recover-attempts.ts";
import { arrangeMeeting } from "../support/meeting.ts";
import { recordFigure } from "../support/record-figure.ts";
import { addFault, countMoves } from "../support/services.ts";
import { installWithNpm, runIn } from "./install.ts";

const sources = fileURLToPath(new URL("../../../client/test/consumer/", import.meta.url));
const maxKilobytes = 6;

/** Programs of these releases, from npm. */
const nodes = { 20: "20.20.2", 22: "22.23.5", 24: null } as const;

let folder: string;
beforeAll(async () => {
  const node = (version: string) => `npm:node-${platform}-${arch}@${version}`;
  const dependencies = { node20: node(nodes[20]), node22: node(nodes[22]) };
  const ours = ["@reslot/client", "@reslot/cal"];
  folder = await installWithNpm({ name: "client", ours, dependencies });
  cpSync(sources, folder, { recursive: true });
});

/** A Reslot with one meeting, and what a program of its coach needs. */
async function serve() {
  const meeting = await arrangeMeeting();
  const { clerkUserId } = meeting.people.coach;
  const server = serveRouter(meeting.ports, new Map([["ak_coach", clerkUserId]]));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { newStartTime } = meeting.moveTo(11);
  return {
    meeting,
    args: [urlOf(server.address() as AddressInfo), "ak_coach", meeting.bookingUlid, newStartTime],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const urlOf = ({ port }: AddressInfo) => `http://127.0.0.1:${port}`;

it.each([20, 22, 24] as const)(
  "the client moves and watches a meeting on Node %i",
  async (version) => {
    await using host = await serve();
    const program =
      nodes[version] === null
        ? process.execPath
        : join(folder, "node_modules", `node${version}`, "bin", "node");

    const printed = await runIn(folder, [program, "move-and-watch.mjs", ...host.args]);

    expect(JSON.parse(printed)).toEqual({
      outcome: "moved",
      version: 2,
      stale: 2,
      heard: expect.arrayContaining(["booking"]),
      total: 1,
      moves: 1,
    });
  },
);

it("the client follows a move whose answer Cal.com lost, and sends no second one", async () => {
  await using host = await serve();
  await addFault({ operation: "reschedule", fault: "resetAfterCommit" });
  const before = await countMoves();
  const worker = setInterval(() => void recoverAttempts(host.meeting.ports), 500);

  const printed = await runIn(folder, [process.execPath, "move-and-watch.mjs", ...host.args]);
  clearInterval(worker);

  expect(JSON.parse(printed)).toMatchObject({ outcome: "moved" });
  expect(await countMoves()).toBe(before + 1);
});

it("the client adds at most six kilobytes to a program that has @trpc/client", async () => {
  writeFileSync(join(folder, "entry.js"), 'export * from "@reslot/client";');
  const bundle = await rolldown({
    input: join(folder, "entry.js"),
    external: [/^@trpc\//],
    platform: "browser",
    treeshake: true,
  });
  const { output } = await bundle.generate({ minify: true });
  const kilobytes = gzipSync(output[0].code).byteLength / 1024;

  recordFigure("kB of @reslot/client, gzip, beside @trpc/client", {
    value: Math.round(kilobytes * 100) / 100,
    limit: maxKilobytes,
  });
  expect(kilobytes).toBeLessThanOrEqual(maxKilobytes);
});
