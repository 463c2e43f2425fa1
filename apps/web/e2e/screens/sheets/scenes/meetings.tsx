import type { BookingListItem } from "@reslot/api";
import { LazyToaster } from "@/components/frame/lazy-toaster.tsx";
import { Page } from "@/components/frame/page.tsx";
import { Keyboard } from "@/components/keys/keyboard.tsx";
import { wholeList } from "@/features/meetings/list/list-query.ts";
import { MeetingsDesk } from "@/features/meetings/list/meetings-desk.tsx";
import { bookingDetails } from "../../../../test/booking-details.ts";
import { noAnswerYet } from "../../../../test/components/as-page.tsx";
import { listedMeeting, listOf } from "../../../../test/meetings-list.ts";
import { found, press, type Scene } from "../scene.ts";
import { asCoach, asPast, availabilityIn, everyAnswer, meetingsOf, vancouver } from "./data.ts";

const peopleOf = (items: BookingListItem[]) =>
  items
    .slice(0, 7)
    .map(({ counterpart: { personUlid, name } }) => ({ personUlid, name, count: 3 }));

const listWith = (items: BookingListItem[], total = items.length) =>
  listOf(items, {
    total,
    nextCursor: total > items.length ? "next" : null,
    counts: {
      all: total,
      needsMe: items.filter(({ needsMe }) => needsMe).length,
      offered: 0,
      changed: items.filter(({ lastMove }) => lastMove).length,
    },
    days: [...new Set(items.map(({ startTime }) => startTime.slice(0, 10)))].map((date) => ({
      date,
      count: items.filter(({ startTime }) => startTime.startsWith(date)).length,
    })),
    people: peopleOf(items),
  });

const few = listWith(meetingsOf(9), 43);
const many = listWith(meetingsOf(60), 60);
const none = listOf([]);
const old = listWith(asPast(meetingsOf(9)), 43);
const coaching = [
  listedMeeting({
    role: "coach",
    counterpart: {
      personUlid: bookingDetails.ulid,
      name: "Alex Rivera",
      timeZone: vancouver,
      state: "connected",
    },
    joinUrl: bookingDetails.joinUrl,
  }),
];

function desk(
  list: typeof none,
  {
    isConnected = true,
    when = "upcoming",
  }: { isConnected?: boolean; when?: "upcoming" | "past" } = {},
) {
  return () => (
    <Page>
      <MeetingsDesk opened={wholeList(when)} initial={list} isConnected={isConnected} />
      <LazyToaster />
      <Keyboard singleKeys />
    </Page>
  );
}

const moved = (input: { newStartTime: string; newEndTime: string; attemptUlid: string }) => ({
  outcome: "moved",
  attemptUlid: input.attemptUlid,
  booking: {
    ...bookingDetails,
    ...asCoach,
    startTime: input.newStartTime,
    endTime: input.newEndTime,
  },
});

const toMove = {
  ...everyAnswer,
  "booking.list": listWith(coaching),
  "booking.get": { ...bookingDetails, ...asCoach },
  "booking.availability": availabilityIn,
  "booking.reschedule": moved,
};

const openSheet = () => press("[data-move]");
const chooseTime = async () => {
  await openSheet();
  await press("dialog fieldset input");
};

/** The list of meetings, and moving one from it. */
export const meetingsScenes: readonly Scene[] = [
  {
    name: "meetings",
    caption: "Meetings of a coach",
    content: desk(few),
    answers: { ...everyAnswer, "booking.list": few },
  },
  {
    name: "meetings-60",
    caption: "Sixty meetings",
    content: desk(many),
    answers: { ...everyAnswer, "booking.list": many },
  },
  {
    name: "meetings-empty",
    caption: "No meetings",
    content: desk(none),
    answers: { ...everyAnswer, "booking.list": none },
  },
  {
    name: "meetings-not-connected",
    caption: "No meetings, and Cal.com is not connected",
    content: desk(none, { isConnected: false }),
    answers: { ...everyAnswer, "booking.list": none },
  },
  {
    name: "meetings-filtered",
    caption: "Only what waits for the reader",
    query: "?show=needs",
    content: desk(few),
    answers: {
      ...everyAnswer,
      "booking.list": {
        ...few,
        items: few.items.filter(({ needsMe }) => needsMe),
        total: 1,
        nextCursor: null,
      },
    },
  },
  {
    name: "meetings-not-found",
    caption: "A search that finds nothing",
    query: "?q=quarterly",
    content: desk(few),
    answers: { ...everyAnswer, "booking.list": { ...few, items: [], total: 0, nextCursor: null } },
  },
  {
    name: "meetings-failed",
    caption: "The list can’t be read",
    content: desk(few),
    answers: everyAnswer,
    async arrive() {
      await press("main section a[aria-current='false']");
      await found("[role=alert]");
    },
  },
  {
    name: "meetings-past",
    caption: "Past meetings",
    query: "?when=past",
    content: desk(old, { when: "past" }),
    answers: { ...everyAnswer, "booking.list": old },
  },
  {
    name: "sheet",
    caption: "Moving from the list: good times",
    content: desk(listWith(coaching)),
    answers: toMove,
    arrive: openSheet,
  },
  {
    name: "sheet-loading",
    caption: "Moving from the list: times are read",
    content: desk(listWith(coaching)),
    answers: { ...toMove, "booking.availability": noAnswerYet },
    arrive: openSheet,
  },
  {
    name: "sheet-chosen",
    caption: "Moving from the list: a chosen time",
    content: desk(listWith(coaching)),
    answers: toMove,
    arrive: chooseTime,
  },
  {
    name: "toast",
    caption: "Moved from the list, with the way back",
    content: desk(listWith(coaching)),
    answers: toMove,
    async arrive() {
      await chooseTime();
      await press("dialog button[type=submit], dialog form button:last-of-type");
      await found("[data-sonner-toast]");
    },
  },
  {
    name: "keys",
    caption: "The keyboard’s keys",
    content: desk(few),
    answers: { ...everyAnswer, "booking.list": few },
    async arrive() {
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }));
      await found("dialog");
    },
  },
];
