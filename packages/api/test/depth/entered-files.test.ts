import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { arrangeMeeting } from "../meeting.ts";
import { recordFigure } from "./record-figure.ts";
import { traceFiles } from "./trace-files.ts";

const source = fileURLToPath(new URL("../../src/", import.meta.url));
const procedure = "routers/booking.ts";

it("booking.reschedule is traced through its files, from the procedure to what it records", async () => {
  const loaded = await arrangeMeeting();
  await loaded.as("mentee").booking.reschedule(loaded.moveTo(11));
  const meeting = await arrangeMeeting();
  const move = () => meeting.as("mentee").booking.reschedule(meeting.moveTo(11));

  const entries = await traceFiles(source, move);

  const from = entries.indexOf(procedure);
  const files = [...new Set(entries.slice(from))];
  process.stdout.write(`${["Files that a move enters, in order:", ...files].join("\n  ")}\n`);
  recordFigure("files of packages/api that a move enters", { value: files.length, limit: 11 });
  expect(await meeting.row()).toMatchObject({ version: 2 });
  expect(files.slice(0, 2)).toEqual([procedure, "reschedule/reschedule-booking.ts"]);
});
