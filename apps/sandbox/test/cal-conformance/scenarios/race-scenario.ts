import type { Json } from "../../cal/fixture.ts";
import { ensureEventType } from "../plans/event-type-steps.ts";
import { compareAnswers } from "../recordings/compare.ts";
import type { Recording } from "../recordings/recordings.ts";
import type { Timeline } from "../recordings/timeline.ts";
import { setStage, type Stage } from "../stage.ts";
import type { Answer, RecordedRequest, Target } from "../target.ts";

interface Exchange {
  readonly request: RecordedRequest;
  readonly response: Recording["response"];
}

const recordedAt = "2026-11-22T10:59:00.000Z";
const uidIn = ({ path }: RecordedRequest): string => path.split("/")[3] ?? "";
const byStatus = (a: { status: number }, b: { status: number }): number => a.status - b.status;
const outcomeOf = (answers: readonly { status: number }[]): string =>
  answers
    .toSorted(byStatus)
    .map(({ status }) => status)
    .join(" | ");

/** A race recorded once: every caller must get the recorded response. */
export async function raceOnce(
  target: Target,
  content: Exchange[],
  timeline: Timeline,
): Promise<string[]> {
  const { differences, outcome } = await race(target, content, timeline);
  const wanted = outcomeOf(content.map(({ response }) => response));
  return [
    ...(outcome === wanted ? [] : [`outcome ${outcome} instead of ${wanted}`]),
    ...differences,
  ];
}

/**
 * A race recorded several times with a summary: the same number of runs may have no other outcomes
 * than the recorded ones, and where there was only one, no other number of it.
 */
export async function raceRepeatedly(
  target: Target,
  content: Json,
  timeline: Timeline,
): Promise<string[]> {
  const examples: Exchange[][] = content.examples;
  const wanted = new Set<string>(
    Object.keys(content.counts ?? {}).map((label) => label.match(/\d{3}(?=:)/g)?.join(" | ") ?? ""),
  );
  for (const example of examples) wanted.add(outcomeOf(example.map(({ response }) => response)));
  const differences: string[] = [];
  for (let round = 0; round < content.iterations; round += 1) {
    const example = examples[round % examples.length] ?? [];
    const result = await race(target, example, timeline);
    if (!wanted.has(result.outcome))
      differences.push(`outcome ${result.outcome} instead of ${[...wanted].join(" or ")}`);
    differences.push(...result.differences);
  }
  return differences;
}

async function race(
  target: Target,
  exchanges: readonly Exchange[],
  timeline: Timeline,
): Promise<{ outcome: string; differences: string[] }> {
  const { stage, uids } = await park(target, exchanges, timeline);
  await openConnections(target, exchanges.length);
  const answers = await Promise.all(
    exchanges.map(({ request }) => {
      const uid = uids.get(uidIn(request)) ?? "";
      return target.send({ ...request, path: request.path.replace(uidIn(request), uid) });
    }),
  );
  return {
    outcome: outcomeOf(answers),
    differences: [
      ...compareAll(stage.recording, exchanges, answers),
      ...(await compareLives(stage, { answers, uids })),
    ],
  };
}

/** Opens the connections of a race before it: opened in it, the last caller might come too late. */
async function openConnections(target: Target, count: number): Promise<void> {
  const look = { method: "GET", path: "/_sandbox/bookings" };
  await Promise.all(Array.from({ length: count }, () => target.send(look)));
}

/** Places a booking for each uid in the requests, as far as answers show it. */
async function park(
  target: Target,
  exchanges: readonly Exchange[],
  timeline: Timeline,
): Promise<{ stage: Stage; uids: ReadonlyMap<string, string> }> {
  const [first] = exchanges;
  if (first === undefined) throw new Error("the recording has no example");
  const recording = { name: "race", note: "", recordedAt, ...first };
  const stage = await setStage(target, recording, timeline);
  const uids = new Map<string, string>();
  for (const { request } of exchanges) {
    if (uids.has(uidIn(request))) continue;
    const sample = sampleFor(exchanges, timeline, uidIn(request));
    const start = `2027-07-01T${String(9 + uids.size).padStart(2, "0")}:00:00Z`;
    const eventTypeId: number = sample?.eventTypeId ?? 1;
    await ensureEventType(stage, eventTypeId);
    const [attendee] = sample?.attendees ?? [];
    const shown = sample === null ? {} : { metadata: sample.metadata, attendee };
    uids.set(uidIn(request), await stage.place({ start, eventTypeId, ...shown }));
  }
  return { stage, uids };
}

/**
 * A recorded view of this booking or its successor or, if no answer shows one, of another one in the
 * race; null when there is none.
 */
function sampleFor(exchanges: readonly Exchange[], timeline: Timeline, uid: string): Json {
  const shown = exchanges.flatMap(({ response }) => response.body?.data ?? []);
  const own = shown.find((data) => data.uid === uid || data.rescheduledFromUid === uid);
  return own ?? timeline.views.get(uid)?.[0] ?? timeline.successorOf(uid) ?? shown[0] ?? null;
}

/** The winner is random: an answer is compared with the next one recorded of its kind and status. */
function compareAll(
  recording: Recording,
  exchanges: readonly Exchange[],
  answers: readonly Answer[],
): string[] {
  const left = [...exchanges];
  return exchanges.flatMap(({ request }, index) => {
    const answer = answers[index];
    if (answer === undefined) return ["an answer is missing"];
    const isLike = (other: Exchange): boolean =>
      kindOf(other.request) === kindOf(request) && other.response.status === answer.status;
    const like = left.findIndex(isLike);
    if (like === -1) return [];
    const [exchange] = left.splice(like, 1);
    if (exchange === undefined) return [];
    // What the caller asked for is its own request's; the rest is the recorded answer's.
    const isSame = exchange.request === request;
    return isSame || exchange.response.status >= 400
      ? compareAnswers({ ...recording, ...exchange }, answer)
      : [];
  });
}

function kindOf({ method, path }: RecordedRequest): string {
  return `${method} ${path.split("/").at(-1)}`;
}

/** Every 201 is a separate active booking, possibly a fork; the old bookings that moved are cancelled. */
async function compareLives(
  { target }: Stage,
  { answers, uids }: { answers: readonly Answer[]; uids: ReadonlyMap<string, string> },
): Promise<string[]> {
  const { body } = await target.send({ method: "GET", path: "/_sandbox/bookings" });
  const bookings: Json[] = body;
  const moved = answers.filter(({ status }) => status === 201).map((answer) => answer.body.data);
  const own = new Set(uids.values());
  return moved.flatMap((data) => {
    const live = bookings.find((booking) => booking.uid === data.uid);
    const old = bookings.find((booking) => booking.uid === data.rescheduledFromUid);
    return [
      ...(live?.status === "accepted" || live?.status === "pending"
        ? []
        : [`${data.start} did not stay`]),
      ...(own.has(data.rescheduledFromUid) ? [] : [`${data.start} came from elsewhere`]),
      ...(old?.status === "cancelled" ? [] : ["the old booking is still there"]),
    ];
  });
}
