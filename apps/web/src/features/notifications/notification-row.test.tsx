import type { NotificationItem } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { describe, expect, it, vi } from "vitest";
import { renderAsPage } from "../../../test/components/as-page.tsx";
import { NotificationRow } from "./notification-row.tsx";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push() {}, refresh() {} }) }));

const start = "2026-12-14T18:00:00.000Z";

const item: NotificationItem = {
  ulid: "01KC3M8QZ4ABCDEFGHJKMNPQRT",
  kind: "bookingChangedUpstream",
  bookingUlid: "01KC3M8QZ4ABCDEFGHJKMNPQRV",
  title: "Coaching",
  isMine: false,
  actor: "cal",
  actorName: null,
  oldStartTime: start,
  newStartTime: start,
  reason: null,
  headline: "“Coaching” has another host in Cal.com now",
  text: "“Coaching” has another host in Cal.com now. It is on Mon 14 Dec.",
  readAt: "2026-12-10T00:00:00.000Z",
  createdAt: "2026-12-10T00:00:00.000Z",
};

async function rowOf(changes: Partial<NotificationItem>): Promise<HTMLElement> {
  const { container } = await renderAsPage(
    <NotificationRow
      item={{ ...item, ...changes }}
      display={{ locale: "en-GB", timeZone: "Europe/London" }}
      now={parseInstant(item.createdAt)}
      onRead={() => {}}
    />,
  );
  return container;
}

const textOf = (row: HTMLElement, selector: string) =>
  [...row.querySelectorAll<HTMLElement>(selector)].map(({ innerText }) => innerText);

describe("NotificationRow", () => {
  it("tells a change that moved nothing in its own words, without times and a way to move again", async () => {
    const row = await rowOf({});

    expect(textOf(row, ".h")).toEqual([item.headline]);
    expect(textOf(row, ".c")).toEqual([]);
    expect(textOf(row, ".m a")).toEqual(["See the meeting"]);
  });

  it("has the old and the new time of a move, and the way to another one", async () => {
    const row = await rowOf({ newStartTime: "2026-12-15T18:00:00.000Z" });

    expect(textOf(row, ".c > *")).toEqual(["Was", "Mon 14 Dec, 18:00", "Now", "Tue 15 Dec, 18:00"]);
    expect(textOf(row, ".m a")).toEqual(["See the meeting", "Choose another time"]);
  });

  it("has the time alone of what was confirmed or cancelled", async () => {
    const confirmed = await rowOf({ kind: "confirmed" });
    expect(textOf(confirmed, ".c > *")).toEqual(["Now", "Mon 14 Dec, 18:00"]);

    const cancelled = await rowOf({ kind: "bookingCancelledUpstream" });
    expect(textOf(cancelled, ".c > *")).toEqual(["Was", "Mon 14 Dec, 18:00"]);
    expect(textOf(cancelled, ".m a")).toEqual(["See the meeting"]);
  });
});
