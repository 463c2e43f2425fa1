import type { Json } from "../../cal/fixture.ts";
import { compareAnswers } from "../recordings/compare.ts";
import type { Recording } from "../recordings/recordings.ts";
import { setStage, type Stage } from "../stage.ts";
import type { Answer, RecordedRequest, Target } from "../target.ts";

interface Exchange {
  readonly request: RecordedRequest;
  readonly response: Recording["response"];
}

const recordedAt = "2026-11-22T10:59:00.000Z";
const uidIn = ({ path }: RecordedRequest): string => path.split("/")[3] ?? "";
const byStatus = (a: { status: number }, b: { status: number }): number => a.status - b.status;

/** A race recorded once: every caller must get the recorded response. */
export async function raceOnce(target: Target, content: Exchange[]): Promise<string[]> {
  const { differences } = await race(target, content);
  return differences;
}

/** A race recorded several times with a summary: the same number of runs must have the same outcomes. */
export async function raceRepeatedly(target: Target, content: Json): Promise<string[]> {
  const examples: Exchange[][] = content.examples;
  const counts: Record<string, number> = {};
  const differences: string[] = [];
  for (let round = 0; round < content.iterations; round += 1) {
    const result = await race(target, examples[round % examples.length] ?? []);
    counts[result.outcome] = (counts[result.outcome] ?? 0) + 1;
    differences.push(...result.differences);
  }
  const [wanted, given] = [JSON.stringify(content.counts), JSON.stringify(counts)];
  return [...(wanted === given ? [] : [`outcomes ${given} instead of ${wanted}`]), ...differences];
}

async function race(
  target: Target,
  exchanges: readonly Exchange[],
): Promise<{ outcome: string; differences: string[] }> {
  const { stage, uids } = await park(target, exchanges);
  const answers = await Promise.all(
    exchanges.map(({ request }) => {
      const uid = uids.get(uidIn(request)) ?? "";
      return target.send({ ...request, path: request.path.replace(uidIn(request), uid) });
    }),
  );
  const sorted = answers.toSorted(byStatus);
  return {
    outcome: sorted.map(({ status }) => `${status}:${status === 201 ? "ok" : ""}`).join(" | "),
    differences: [
      ...exchanges
        .toSorted((a, b) => byStatus(a.response, b.response))
        .flatMap((exchange, index) => compareOne(stage.recording, exchange, sorted[index])),
      ...(await compareLives(stage, { answers, uids })),
    ],
  };
}

/** Places a booking for each uid in the requests, with the attendee of a recorded response. */
async function park(
  target: Target,
  exchanges: readonly Exchange[],
): Promise<{ stage: Stage; uids: ReadonlyMap<string, string> }> {
  const [first] = exchanges;
  if (first === undefined) throw new Error("the recording has no example");
  const stage = await setStage(target, { name: "race", note: "", recordedAt, ...first });
  const uids = new Map<string, string>();
  for (const { request } of exchanges) {
    if (uids.has(uidIn(request))) continue;
    const sample = sampleFor(exchanges, uidIn(request));
    const start = `2027-07-01T${String(9 + uids.size).padStart(2, "0")}:00:00Z`;
    const { metadata, attendees } = sample;
    uids.set(uidIn(request), await stage.place({ start, metadata, attendee: attendees[0] }));
  }
  return { stage, uids };
}

/** The recorded successor of this uid or, if its move lost, of the other one. */
function sampleFor(exchanges: readonly Exchange[], uid: string): Json {
  const won = exchanges.filter(({ response }) => response.status === 201);
  const own = won.find(({ request }) => uidIn(request) === uid) ?? won[0];
  return own?.response.body.data;
}

/** The winner is random; responses with the same status are in the order of their requests. */
function compareOne(
  recording: Recording,
  exchange: Exchange,
  answer: Answer | undefined,
): string[] {
  if (answer === undefined) return ["an answer is missing"];
  return compareAnswers({ ...recording, ...exchange }, answer);
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
      ...(live?.status === "accepted" ? [] : [`${data.start} did not stay`]),
      ...(own.has(data.rescheduledFromUid) ? [] : [`${data.start} came from elsewhere`]),
      ...(old?.status === "cancelled" ? [] : ["the old booking is still there"]),
    ];
  });
}
