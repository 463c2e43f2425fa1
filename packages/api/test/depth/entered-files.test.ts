import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { recordFigure } from "../support/record-figure.ts";
import { traceFiles } from "./trace-files.ts";

const source = fileURLToPath(new URL("../../src/", import.meta.url));
const start = { file: "reschedule/reschedule-booking.ts", name: "rescheduleBooking" };
const maxFiles = 11;
const timeout = 120_000;

/**
 * Caches, timeouts and types; the ports; and the procedure with its middleware, which continue after each await.
 * Nothing below them may call them: layers.json.
 */
const isHelper = (file: string) => /^(?:infra|core|routers|trpc)\/|^create-ports\.ts$/.test(file);

const list = (title: string, files: readonly string[]) =>
  `${[`${title} (${files.length}):`, ...files].join("\n  ")}\n`;

it(
  "a move enters eleven files or fewer above infra and core, from rescheduleBooking to its result",
  { timeout },
  async () => {
    const move = (of: Meeting) => of.as("mentee").booking.reschedule(of.moveTo(11));
    let meeting = await arrangeMeeting();

    const { before, during } = await traceFiles(source, {
      start,
      async rehearse() {
        await move(meeting);
        meeting = await arrangeMeeting();
      },
      act: () => move(meeting),
    });

    const files = during.filter((file) => !isHelper(file));
    process.stdout.write(list("Files that a move enters", files));
    process.stdout.write(list("Helpers, ports and the procedure", during.filter(isHelper)));
    process.stdout.write(list("Entered before that, to admit the caller", before));
    recordFigure("files of packages/api that a move enters", {
      value: files.length,
      limit: maxFiles,
    });
    expect(await meeting.row()).toMatchObject({ version: 2 });
    expect(files[0]).toBe(start.file);
    expect(files.length).toBeLessThanOrEqual(maxFiles);
  },
);
