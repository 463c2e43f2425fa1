import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { recordFigure } from "../support/record-figure.ts";
import { traceFiles } from "./trace-files.ts";

const source = fileURLToPath(new URL("../../src/", import.meta.url));
const start = { file: "reschedule/reschedule-booking.ts", name: "rescheduleBooking" };
const maxFiles = 11;
const timeout = 120_000;

/** Caches, timeouts and types; the ports; and the procedure, which continues after each await. */
const isHelper = (file: string) => /^(?:infra|core|routers)\/|^create-ports\.ts$/.test(file);

const list = (title: string, files: readonly string[]) =>
  `${[`${title} (${files.length}):`, ...files].join("\n  ")}\n`;

it(
  "a move enters eleven files or fewer above infra and core, from rescheduleBooking to its result",
  { timeout },
  async () => {
    const move = (of: Meeting) => of.as("mentee").booking.reschedule(of.moveTo(11));
    let meeting = await arrangeMeeting();

    const { before, ordered, others } = await traceFiles(source, {
      start,
      isOrdered: (file) => !isHelper(file),
      async rehearse() {
        await move(meeting);
        meeting = await arrangeMeeting();
      },
      act: () => move(meeting),
    });

    process.stdout.write(list("Files that a move enters, in order", ordered));
    process.stdout.write(list("Helpers, ports and the procedure", others));
    process.stdout.write(list("Entered before that, to admit the caller", before));
    recordFigure("files of packages/api that a move enters", {
      value: ordered.length,
      limit: maxFiles,
    });
    expect(await meeting.row()).toMatchObject({ version: 2 });
    expect(ordered[0]).toBe(start.file);
    expect(ordered.length).toBeLessThanOrEqual(maxFiles);
  },
);
