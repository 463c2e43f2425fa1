import { hourMs } from "@reslot/cal/time";
import { coachEmail, menteeEmail } from "../cal/cal-record.ts";
import { apiKey, menteeUlid, webhookSecret } from "../world/people.ts";
import { broken, type Outcome } from "./outcome.ts";

const calUid = /\b(?:cal|second|third)\.\d+\b/;
/** What says nothing true about a dependency that does not answer. */
const wrongWords = new Set(["INTERNAL", "RATE_LIMITED", "UNAUTHENTICATED"]);

/** What people learn, or do not, and what a move disregards: I9, I10, I12, I13 and I14. */
export function findLeaks(outcome: Outcome): string[] {
  const { world, said } = outcome;
  const toStrangers = said.toStrangers.filter(
    (answer) => answer !== "NOT_FOUND" && answer !== "SERVICE_BUSY",
  );
  const texts = [...world.logged, ...said.words];
  const secrets = texts.filter((text) => text.includes(apiKey) || text.includes(webhookSecret));
  const uids = said.words.filter((text) => calUid.test(text));
  const active = world.mail.delivered.filter(
    ({ html, subject, fromName }) =>
      html.includes("<img src=") || /[\r\n]/.test(`${subject}${fromName}`),
  );
  const vague = said.told.filter(({ answer }) => wrongWords.has(answer) || answer.includes(" "));
  return [
    ...broken("I9 someone else is answered", toStrangers.length > 0, toStrangers),
    ...broken("I9 a coach reads without consent", readsWithoutConsent(outcome).length > 0),
    ...broken("I10 a secret is told", secrets.length > 0, secrets),
    ...broken("I10 a uid of Cal.com is told", uids.length > 0, uids),
    ...broken("I12 foreign text acts", active.length > 0, active),
    ...broken("I13 moved into a busy time", movesIntoBusyTime(outcome).length > 0, world.cal.posts),
    ...broken("I14 answered in the wrong words", vague.length > 0, vague),
  ];
}

function readsWithoutConsent({ world: { cal, setting, events } }: Outcome) {
  if (setting.hasConsent || events.kinds.has("consent given")) return [];
  const ofCoach = new Set(
    cal.posts.filter(({ by }) => by === coachEmail).map(({ attempt }) => attempt),
  );
  return cal.busyReads.filter(
    ({ by, userUlid }) => userUlid === menteeUlid && ofCoach.has(by.split("#")[0] ?? ""),
  );
}

/** Nothing is overridden, so where the mentee's time was to be seen nothing is moved into it. */
function movesIntoBusyTime({ world: { cal, setting, events } }: Outcome) {
  const isHidden = !setting.isMenteeConnected || events.kinds.has("token of the mentee refused");
  if (isHidden) return [];
  const couldRead = (attempt: string) => !cal.faultyReads.some((by) => by.startsWith(attempt));
  const isShared = setting.hasConsent && !events.kinds.has("consent stopped");
  return cal.posts.filter(
    ({ kind, start, by, attempt }) =>
      kind === "move" &&
      couldRead(attempt) &&
      Math.abs(start - setting.menteeBusyAt) < hourMs &&
      (by === menteeEmail || isShared),
  );
}
