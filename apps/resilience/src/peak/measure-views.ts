import { dayMs } from "@reslot/cal/time";
import { toInstant } from "../clock.ts";
import type { StressStack } from "../stress/stress-stack.ts";
import type { UserMeeting, VirtualUsers } from "../stress/virtual-users.ts";
import { createApiClient, type Reply } from "../traffic/api-client.ts";
import { quantile } from "../traffic/quantile.ts";

/** How views at the same time were answered. */
export interface Burst {
  readonly views: number;
  /** Not answered, or without both people's calendars. */
  readonly errors: number;
  readonly p95Ms: number;
  /** To Cal.com. */
  readonly calls: number;
}

interface View {
  readonly reply: Reply;
  readonly ms: number;
}

const CAL_MS = 300;

/** Views that no one has had: one meeting each of different coaches and mentees, at once, with Cal.com at 300 ms. */
export async function measureColdViews(
  { plan, calProxy }: StressStack,
  { meetings }: VirtualUsers,
): Promise<Burst> {
  const firstOf = new Map(meetings.toReversed().map((meeting) => [meeting.coach.key, meeting]));
  calProxy.setDelay(CAL_MS);
  const before = calProxy.calls.length;
  const view = viewsOf(plan.urls.webUrl);
  const views = await Promise.all(Array.from(firstOf.values(), (meeting) => view(meeting)));
  calProxy.setDelay(0);
  return {
    views: views.length,
    errors: views.filter(({ reply }) => !isComplete(reply)).length,
    p95Ms: p95(views),
    calls: calProxy.calls.length - before,
  };
}

/** A person's view alone, and while another one sends 50 batches of ten reads at once. */
export interface Fairness {
  readonly alone: number;
  readonly beside: number;
}

/** The p95 of someone's list of meetings, in milliseconds. */
export async function measureFairness(
  { plan }: StressStack,
  { meetings }: VirtualUsers,
): Promise<Fairness> {
  const { webUrl } = plan.urls;
  const api = createApiClient(webUrl);
  const [first, ...others] = meetings;
  const other = others.find(({ coach }) => coach.key !== first?.coach.key);
  if (!first || !other) throw new Error("There are too few meetings.");
  const look = async (): Promise<View> =>
    timed(() => api.query(other.mentee, "booking.get", { bookingUlid: other.ulid }));
  const many = async () => {
    const views: View[] = [];
    for (let count = 0; count < 40; count += 1) views.push(await look());
    return views;
  };
  await many();
  const alone = await many();
  const batches = Array.from({ length: 50 }, () => batchOf(webUrl, first));
  const beside = await many();
  await Promise.all(batches);
  return { alone: p95(alone), beside: p95(beside) };
}

/** Ten reads in one request. */
async function batchOf(webUrl: string, { coach, ulid }: UserMeeting): Promise<void> {
  const paths = Array.from({ length: 10 }, () => "booking.get").join();
  const input = Object.fromEntries(
    Array.from({ length: 10 }, (_, place) => [place, { bookingUlid: ulid }]),
  );
  const address = `${webUrl}/api/trpc/${paths}?batch=1&input=${encodeURIComponent(JSON.stringify(input))}`;
  const headers = {
    authorization: `Bearer ${coach.clerkApiKey}`,
    "x-forwarded-for": coach.address,
  };
  const response = await fetch(address, { headers });
  await response.text();
}

const viewsOf = (webUrl: string) => {
  const api = createApiClient(webUrl);
  return ({ mentee, ulid: bookingUlid, start }: UserMeeting) =>
    timed(() =>
      api.query(mentee, "booking.availability", {
        bookingUlid,
        from: toInstant(start - dayMs),
        to: toInstant(start + 13 * dayMs),
        timeZone: "Europe/Paris",
      }),
    );
};

async function timed(ask: () => Promise<Reply>): Promise<View> {
  const startedAt = performance.now();
  const reply = await ask();
  return { reply, ms: performance.now() - startedAt };
}

function isComplete({ status, data }: Reply): boolean {
  return status === 200 && JSON.stringify(data).includes('"mentee":"checked"');
}

function p95(views: readonly View[]): number {
  return quantile(
    views.map(({ ms }) => ms).toSorted((left, right) => left - right),
    0.95,
  );
}
