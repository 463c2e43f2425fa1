import type { NotificationItem } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { plainText } from "@reslot/messages";
import { messagesFor } from "@reslot/messages/catalogue";
import type { ReactElement } from "react";
import { describe, expect, it, vi } from "vitest";
import { MeetingCalendars } from "@/features/meeting/meeting-calendars.tsx";
import { MeetingFacts } from "@/features/meeting/meeting-facts.tsx";
import { MeetingHistory } from "@/features/meeting/meeting-history.tsx";
import { wholeList } from "@/features/meetings/list/list-query.ts";
import { MeetingsDesk } from "@/features/meetings/list/meetings-desk.tsx";
import { NotificationRow } from "@/features/notifications/notification-row.tsx";
import { NowLine } from "@/features/reschedule/pick/now-line.tsx";
import { PickHead } from "@/features/reschedule/pick/pick-head.tsx";
import { MoveTable } from "@/features/reschedule/review/move-table.tsx";
import { WhatHappens } from "@/features/reschedule/review/what-happens.tsx";
import { WhatTheySee } from "@/features/reschedule/review/what-they-see.tsx";
import { WeekSlotButton } from "@/features/reschedule/week/week-slot-button.tsx";
import { LeftAloneCard } from "@/features/settings/calendar/left-alone-card.tsx";
import { renderAsPage } from "../../../test/components/as-page.tsx";
import { moveContext } from "../../../test/components/move-context.ts";
import { listedMeeting, listOf } from "../../../test/meetings-list.ts";
import { Typed } from "./typed.tsx";

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push() {}, refresh() {} }),
  useSearchParams: () => new URLSearchParams(),
}));

const notification = messagesFor("en", "notification");
const headlines = messagesFor("en", "headlines");

/** What another person has typed. */
interface Words {
  name: string;
  title: string;
  reason: string;
}

/** The other person's name, a meeting's title and a reason, wherever a page has them. */
function pageOf({ name, title, reason }: Words): { page: ReactElement; answers: object } {
  const coach = { name, timeZone: "Asia/Katmandu" };
  const move = moveContext({ title, coach, upstreamChanged: true });
  const theirs = moveContext({ role: "coach", title, mentee: coach });
  const { booking, display } = move;
  const { ulid, startTime, endTime } = booking;
  const listed = listedMeeting();
  const item = {
    ...listed,
    title,
    counterpart: { ...listed.counterpart, ...coach },
    upstreamChanged: true,
  };
  const list = listOf([item]);
  const headline = headlines("bookingMoved", { by: "other", name, title });
  const words = [
    notification("fromTo", { headline, before: "Mon 7 Dec 2026, 00:00 – 00:30", after: "18:00" }),
    notification("reason", { reason }),
  ];
  const told: NotificationItem = {
    ulid,
    bookingUlid: ulid,
    title,
    reason,
    isMine: false,
    readAt: null,
    kind: "bookingMoved",
    actor: "coach",
    actorName: name,
    counterpart: coach,
    was: { startTime, endTime },
    now: { startTime: endTime, endTime: startTime },
    oldStartTime: startTime,
    newStartTime: endTime,
    headline,
    followUp: null,
    text: words.join(" "),
    createdAt: startTime,
  };
  const past = { startTime, endTime };
  const history = {
    items: [
      {
        kind: "moved" as const,
        at: startTime,
        actor: "coach" as const,
        from: past,
        to: past,
        reason,
        recovered: true,
      },
    ],
  };
  const page = (
    <>
      <MeetingsDesk opened={wholeList("upcoming")} initial={list} isConnected />
      <MeetingFacts {...{ booking, display }} />
      <MeetingHistory {...{ booking, history, display }} />
      <MeetingCalendars booking={theirs.booking} myConnection="connected" />
      <NotificationRow
        news={{ latest: told, moves: 1, isAtLeast: false, movers: [told], unread: [] }}
        now={parseInstant(startTime)}
        onFollow={() => {}}
      />
      <PickHead move={move} durationMinutes={45} />
      <NowLine move={move} />
      <MoveTable
        {...{ move, from: move.current, to: move.current, headings: { from: "now", to: "new" } }}
      />
      <WhatHappens move={move} />
      <WhatTheySee {...{ move, target: move.current, overridden: null, reason: name }} />
      <WeekSlotButton
        {...{ move, durationMinutes: 45, isChosen: false, onChoose: () => {} }}
        placed={{
          slot: { start: move.current.start, verdict: "mutual" },
          pass: null,
          from: 0,
          to: 60,
        }}
        hours={{ from: 0, to: 60 }}
      />
      <p>
        <Typed text={name} /> {"18:00 – 18:45"}
      </p>
      <LeftAloneCard leftAlone={[{ name, count: 3, reason: "noAccount" }]} />
    </>
  );
  return { page, answers: { "booking.list": list } };
}

interface PlacedWord {
  word: string;
  isOurs: boolean;
  top: number;
  height: number;
  /** The left edge of each character. */
  lefts: number[];
}

/** Where each word is, character by character, text node by text node. */
function wordsIn(container: HTMLElement, words: Words): PlacedWord[][] {
  const foreign = new Set(Object.values(words).flatMap((text) => plainText(text).split(" ")));
  const isForeign = (word: string) => [...foreign].some((each) => word.includes(each));
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  const nodes: PlacedWord[][] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement?.closest("[data-avatar], .sr-only")) continue;
    const found = [...(node.nodeValue ?? "").matchAll(/\S+/g)].flatMap((match): PlacedWord[] => {
      const word = plainText(match[0]);
      return word === "" ? [] : [{ word, isOurs: !isForeign(word), ...placeOf(node, match) }];
    });
    nodes.push(found);
  }
  return nodes;
}

function placeOf(node: Node, { 0: word, index }: RegExpMatchArray & { index: number }) {
  const range = document.createRange();
  const rects = Array.from(word, (_, at) => {
    range.setStart(node, index + at);
    range.setEnd(node, index + at + 1);
    return range.getBoundingClientRect();
  });
  const { top, height } = rects[0] ?? new DOMRect();
  return { top, height, lefts: rects.map(({ left }) => left) };
}

async function placesWith(words: Words): Promise<PlacedWord[][]> {
  const { page, answers } = pageOf(words);
  const { container, unmount } = await renderAsPage(page, { answers: { ...answers } });
  const places = wordsIn(container, words);
  await unmount();
  return places;
}

const plain = { name: "Ann Eibbob Lee", title: "Zyx Yad", reason: "ko draob" };

describe("our own words and times beside what people typed", () => {
  it("are where they are beside plain text, whatever marks and invisible characters it has", async () => {
    const hostile = {
      name: "Ann\u202e \u200bEibbob \u2066Lee\u{e0041}",
      title: "\u2067Zyx\u061c Yad\u202e",
      reason: "\u202eko\u2028draob\u2066\u{1d173}",
    };
    expect((await placesWith(hostile)).flat().filter(isOurs)).toEqual(
      (await placesWith(plain)).flat().filter(isOurs),
    );
  });

  it("keep their sizes and their order beside text from right to left", async () => {
    const right = { name: "שרה כהן", title: "שיחה 12", reason: "כן 15:30" };
    const [places, expected] = [await placesWith(right), await placesWith(plain)];

    expect(places.flat().filter(isOurs).map(shapeOf)).toEqual(
      expected.flat().filter(isOurs).map(shapeOf),
    );
    expect(places.flatMap(turnedIn)).toEqual([]);
  });
});

/** A word and the distances between its characters. */
function shapeOf({ word, lefts: [first = 0, ...lefts] }: PlacedWord) {
  return [word, lefts.map((left) => Math.round(left - first))];
}

const isOurs = (word: PlacedWord) => word.isOurs;

/** Words that are on the left of one before them in the same line, one of them ours. */
function turnedIn(node: PlacedWord[]): string[] {
  return node.flatMap((word, index) =>
    node.slice(0, index).flatMap((before) => {
      const isInLine = Math.abs(before.top - word.top) < 2 && (before.isOurs || word.isOurs);
      const isTurned = Math.min(...word.lefts) < Math.max(...before.lefts);
      return isInLine && isTurned ? [`${before.word} ${word.word}`] : [];
    }),
  );
}
