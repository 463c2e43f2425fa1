import type { AppRouter, LiveChange } from "@reslot/api";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { useState } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { render } from "vitest-browser-react";
import { api } from "@/trpc/react.tsx";
import { bookingDetails } from "../../../test/booking-details.ts";
import { clerkState } from "../../../test/components/clerk-double.ts";
import { LiveProvider } from "./live-provider.tsx";
import { useLiveBooking } from "./use-live-booking.ts";
import { useLiveNotifications } from "./use-live-notifications.ts";

const { ulid: bookingUlid, counterpart } = bookingDetails;

/** What was read, in order; and how a change is told. */
let reads: string[] = [];
let streams: ((change: LiveChange) => void)[] = [];

const link: TRPCLink<AppRouter> =
  () =>
  ({ op: { path, type } }) =>
    observable((observer) => {
      if (type !== "subscription") {
        reads.push(path);
        const data = path === "booking.get" ? bookingDetails : {};
        observer.next({ result: { type: "data", data } });
        observer.complete();
        return;
      }
      const tell = (change: LiveChange) =>
        observer.next({ result: { id: "1", data: { id: "1", data: change } } });
      streams.push(tell);
      return () => {
        streams = streams.filter((each) => each !== tell);
      };
    });

function Reader() {
  useLiveBooking(bookingUlid);
  useLiveNotifications();
  api.booking.get.useQuery({ bookingUlid });
  api.booking.history.useQuery({ bookingUlid });
  api.booking.availability.useQuery({
    bookingUlid,
    from: bookingDetails.startTime,
    to: bookingDetails.endTime,
    timeZone: "UTC",
  });
  api.booking.list.useQuery({ when: "upcoming" });
  api.notification.unreadCount.useQuery();
  return null;
}

function Page() {
  const [queryClient] = useState(() => new QueryClient());
  const [client] = useState(() => api.createClient({ links: [link] }));
  return (
    <api.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <LiveProvider>
          <Reader />
        </LiveProvider>
      </QueryClientProvider>
    </api.Provider>
  );
}

const meeting = ["booking.get", "booking.history", "booking.availability"];
const news = ["notification.unreadCount", "booking.list"];

beforeEach(() => {
  clerkState.userId = "user_1";
  streams = [];
  reads = [];
});

async function openPage() {
  const page = await render(<Page />);
  await expect.poll(() => [streams.length, reads.length]).toEqual([1, 5]);
  reads = [];
  return page;
}

describe("a page that hears of changes", () => {
  it.each<[string, LiveChange, string[]]>([
    ["its meeting", { kind: "booking", bookingUlid }, [...meeting, "booking.list"]],
    [
      "its coach's times",
      { kind: "slots", coachUserUlid: counterpart.personUlid },
      ["booking.availability"],
    ],
    ["a notification", { kind: "notification", bookingUlid }, news],
    ["a gap", { kind: "gap" }, [...meeting, ...news]],
    ["another meeting", { kind: "booking", bookingUlid: "other" }, ["booking.list"]],
    ["another coach's times", { kind: "slots", coachUserUlid: "other" }, []],
  ])("reads what belongs to %s again, and nothing else", async (_what, change, expected) => {
    const page = await openPage();

    streams[0]?.(change);

    await expect.poll(() => reads.toSorted()).toEqual(expected.toSorted());
    await page.unmount();
  });

  it("has no stream and no lock any more once its person signs out", async () => {
    const page = await openPage();
    const locks = async () => {
      const { held = [] } = await navigator.locks.query();
      return held.map(({ name }) => name).filter((name) => name?.includes("user_1"));
    };
    expect(await locks()).toHaveLength(1);

    clerkState.userId = null;
    await page.rerender(<Page />);

    await vi.waitFor(async () => expect([streams.length, await locks()]).toEqual([0, []]), {
      timeout: 10_000,
    });
    await page.unmount();
  });
});
