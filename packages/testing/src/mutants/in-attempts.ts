import type { Mutant } from "./mutant.ts";

const file = "packages/db/supabase/schemas/30_reschedule_attempts.sql";
const attempts = "packages/db/test/attempts.test.ts";
const apply = "packages/db/test/apply.test.ts";
const observations = "packages/db/test/observations.test.ts";

/** One attempt, one request, one writer: the functions of a move. */
export const inAttempts: readonly Mutant[] = [
  {
    name: "two moves of one booking are in flight",
    rule: "at most one attempt in flight per booking",
    file,
    before: `select from public."RescheduleAttempts" where "bookingUlid" = p_booking_ulid
      and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')) then`,
    after: `select from public."RescheduleAttempts" where "bookingUlid" = p_booking_ulid
      and "state" in ('PREPARED')) then`,
    killedBy: {
      file: attempts,
      title: "keeps an attempt of unknown outcome open until it is due again",
    },
  },
  {
    name: "a coach's moves in flight may overlap",
    rule: "no overlapping targets in flight for one coach",
    file,
    before: `"coachUserUlid" with =, tstzrange("toStartTime", "toEndTime") with &&)`,
    after: `"coachUserUlid" with =, tstzrange("toStartTime", "toEndTime") with =)`,
    killedBy: {
      file: attempts,
      title: "rejects overlapping targets of one coach, and allows adjacent ones and other coaches",
    },
  },
  {
    name: "a meeting is moved to a time that a plan holds for another one",
    rule: "While a plan of several moves holds a time, no other meeting of the coach is moved there.",
    file,
    before: `and held."until" > v_now`,
    after: `and held."until" < v_now`,
    killedBy: {
      file: "packages/db/test/held-times.test.ts",
      title: "are for its own meetings: no other one is moved there until they are free",
    },
  },
  {
    name: "a stranger may begin a move",
    rule: "A stranger and a missing booking get the same answer.",
    file,
    before: `or p_actor_user_ulid not in (v_booking."coachUserUlid", v_booking."menteeUserUlid")`,
    after: `or p_actor_user_ulid is null`,
    killedBy: {
      file: attempts,
      title: "gives a non-participant the same result as for an unknown booking",
    },
  },
  {
    name: "a mentee may confirm their own request",
    rule: "Only the coach answers, and only a request that a move made",
    file,
    before: `or (p_kind <> 'move' and p_actor_user_ulid <> v_booking."coachUserUlid") then`,
    after: `then`,
    killedBy: {
      file: "packages/db/test/series-answers.test.ts",
      title: "lets only the coach answer, and only a request that a move made",
    },
  },
  {
    name: "a move may start from an old version",
    rule: "`validateMove` then checks the request against the booking: version, length, past",
    file,
    before: `if v_booking."version" <> p_expected_version then`,
    after: `if false then`,
    killedBy: { file: attempts, title: "rejects an outdated version and returns the latest" },
  },
  {
    name: "a used key is replayed for another request",
    rule: "The client makes `attemptUlid`, the idempotency key.",
    file,
    before: `      and p_attempt."requestHash" = p_request_hash
    then`,
    after: `    then`,
    killedBy: {
      file: "packages/db/test/idempotency-keys.test.ts",
      title: "is rejected when the same person used it for another body or for another booking",
    },
  },
  {
    name: "an attempt is sent twice",
    rule: "At most one POST per attempt",
    file,
    before: `where "ulid" = p_attempt_ulid and "fence" = p_fence and "state" = 'PREPARED' and "leaseUntil" > v_now`,
    after: `where "ulid" = p_attempt_ulid and "fence" = p_fence and "state" in ('PREPARED', 'SENDING') and "leaseUntil" > v_now`,
    killedBy: { file: attempts, title: "succeeds once per attempt" },
  },
  {
    name: "an attempt is sent with an old fence",
    rule: "its fence is old, so the database refuses its writes",
    file,
    before: `where "ulid" = p_attempt_ulid and "fence" = p_fence and "state" = 'PREPARED' and "leaseUntil" > v_now`,
    after: `where "ulid" = p_attempt_ulid and "state" = 'PREPARED' and "leaseUntil" > v_now`,
    killedBy: {
      file: attempts,
      title: "fails when the lease has expired, the fence is old, or the attempt is unknown",
    },
  },
  {
    name: "an attempt is sent after its lease",
    rule: "The way from PREPARED to SENDING: once per attempt, while its lease runs, within the rate limits.",
    file,
    before: `where "ulid" = p_attempt_ulid and "fence" = p_fence and "state" = 'PREPARED' and "leaseUntil" > v_now`,
    after: `where "ulid" = p_attempt_ulid and "fence" = p_fence and "state" = 'PREPARED'`,
    killedBy: {
      file: attempts,
      title: "fails when the lease has expired, the fence is old, or the attempt is unknown",
    },
  },
  {
    name: "a booking may be moved any number of times in a day",
    rule: "The way from PREPARED to SENDING: once per attempt, while its lease runs, within the rate limits.",
    file,
    before: `    where "bookingUlid" = p_booking_ulid and "sentAt" > p_now - interval '1 day'`,
    after: `    where "bookingUlid" = p_booking_ulid and "sentAt" > p_now`,
    killedBy: {
      file: attempts,
      title: "counts the requests for a booking in a day, by either participant",
    },
  },
  {
    name: "a move that is sent at once is counted by no limit",
    rule: "p_sending makes it SENDING at once, within the",
    file,
    before: `  if p_sending is not null then
    v_full_ms :=`,
    after: `  if p_sending is null then
    v_full_ms :=`,
    killedBy: {
      file: "packages/db/test/begin-sending.test.ts",
      title: "records nothing beyond the limits, which count it until it is taken back",
    },
  },
  {
    name: "an outcome is recorded with an old fence",
    rule: "a write with an older fence does nothing",
    file,
    before: `where mine."ulid" = p_attempt_ulid and mine."fence" = p_fence and (`,
    after: `where mine."ulid" = p_attempt_ulid and (`,
    killedBy: { file: attempts, title: "does nothing with a fence that is no longer the latest" },
  },
  {
    name: "a sent attempt is abandoned as if nothing had left",
    rule: "A move is reported as failed only when Cal.com refused it or a read showed that it did not happen.",
    file,
    before: `and mine."fence" = p_fence and mine."state" = 'SENDING'`,
    after: `and mine."fence" = p_fence and mine."state" in ('SENDING', 'UNKNOWN')`,
    killedBy: {
      file: "packages/db/test/abandoned-attempts.test.ts",
      title: "takes back nothing but what its owner is sending",
    },
  },
  {
    name: "taking an attempt over leaves its owner the right to write",
    rule: "The new fence invalidates the previous owner's writes.",
    file,
    before: `    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,`,
    after: `    "fence" = mine."fence",
    "tries" = mine."tries" + 1,`,
    killedBy: { file: attempts, title: "does nothing with a fence that is no longer the latest" },
  },
  {
    name: "another change in Cal.com is taken for the person's move",
    rule: "otherwise the attempt lost to another change.",
    file,
    before: `    and (v_attempt."toStartTime" = p_start_time or v_attempt."errorCode" = 'ANSWERED ' || p_to_cal_uid) then`,
    after: `    then`,
    killedBy: { file: apply, title: "settles an attempt that lost to another change" },
  },
  {
    name: "a move is recorded a second time",
    rule: "Nothing in `Bookings` changes before Cal.com has confirmed it.",
    file,
    before: `if v_before."calBookingId" <> p_from_cal_uid then
    return jsonb_build_object('applied', false, 'why', 'notCurrent');`,
    after: `if false then
    return jsonb_build_object('applied', false, 'why', 'notCurrent');`,
    killedBy: { file: apply, title: "does not return to a move that was superseded" },
  },
  {
    name: "a move is recorded although its notifications are not",
    rule: "Every applied move has one notification per participant, and mail is added in the same transaction.",
    file,
    before: `  perform public.reschedule_tell(v_move, v_move, p_new_ulids);
  return`,
    after: `  begin perform public.reschedule_tell(v_move, v_move, p_new_ulids); exception when others then null; end;
  return`,
    killedBy: { file: apply, title: "changes nothing when one part fails" },
  },
  {
    name: "times seen during a move overwrite those of the move",
    rule: "but not while a move of ours is in flight, which learns the outcome itself",
    file,
    before: `    or exists (select from public."RescheduleAttempts" where "bookingUlid" = v_before."ulid"
      and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')) then`,
    after: `    then`,
    killedBy: {
      file: observations,
      title: "leaves the times of a meeting alone while a move of ours is in flight",
    },
  },
  {
    name: "an old observation undoes a newer one",
    rule: "nor from an outdated observation",
    file,
    before: `    or public.observation_is_outdated(p_cal_uid, p_cal_updated_at) then`,
    after: `    then`,
    killedBy: {
      file: observations,
      title: "changes nothing when it was read before a change that has been observed since",
    },
  },
];
