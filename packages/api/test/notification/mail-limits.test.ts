import { ulid } from "ulid";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deliverDueMail, deliverMail } from "../../src/notification/deliver-mail.ts";
import { createMailer } from "../../src/infra/resend-mailer.ts";
import { endEarlierWork } from "../support/end-earlier-work.ts";
import { arrangeMeeting, type Meeting, settingsWith } from "../support/meeting.ts";
import { mailControl, mailCalls, mailTo, sql } from "../support/services.ts";

const unlimited = 100_000;
const { signal } = new AbortController();

beforeEach(() => mailControl("limits", { perSecond: 2 }));
afterEach(() => mailControl("limits", { perSecond: unlimited }));

/** A meeting that was moved, its own mails sent; and `count` more mails of that move, to the coach, that are due. */
async function arrangeMails(count: number): Promise<Meeting> {
  const meeting = await arrangeMeeting();
  await endEarlierWork(meeting);
  await meeting.as("coach").booking.reschedule(meeting.moveTo(11));
  await sql(`delete from "Outbox"`);
  const rows = Array.from(
    { length: count },
    (_, index) => `('${ulid()}', 'mail:test:${ulid()}:${index}', 'mail',
    jsonb_build_object('notificationUlid', (select "ulid" from "Notifications"
      where "bookingUlid" = '${meeting.bookingUlid}' and "userUlid" = '${meeting.people.coach.ulid}')))`,
  );
  await sql(
    `insert into "Outbox" ("ulid", "dedupeKey", "topic", "payload") values ${rows.join(", ")}`,
  );
  // A mailer of this test: what another one learned of the limit does not count.
  return { ...meeting, ports: { ...meeting.ports, mailer: createMailer(settingsWith().mail) } };
}

const states = () =>
  sql<{ n: number; tries: number; state: string }>(`select count(*)::int as n, "tries",
    case when "doneAt" is not null then 'done' when "deadAt" is not null then 'dead' else 'due' end as state
    from "Outbox" group by 2, 3 order by 3, 2`);

const makeDue = () =>
  sql(`update "Outbox" set "availableAt" = now() - interval '1 second'
  where "doneAt" is null and "deadAt" is null`);

const countOf = async ({ people }: Meeting) => (await mailTo(people.coach.email)).length;

describe("mail at the provider's real limit", () => {
  it("leaves in batches of a hundred, and no call is refused", async () => {
    const meeting = await arrangeMails(250);
    const before = await mailCalls();

    expect(await deliverDueMail(meeting.ports, signal)).toEqual({});

    const after = await mailCalls();
    expect(after.answered - before.answered).toBe(3);
    expect(after.refused - before.refused).toBe(0);
    expect(await countOf(meeting)).toBe(250);
    expect(await states()).toEqual([{ n: 250, tries: 1, state: "done" }]);
  });

  it("waits as long as a refusal says, without counting a try", async () => {
    const meeting = await arrangeMails(5);
    await mailControl("faults", { status: 429, times: 1, retryAfter: 7 });

    expect(await deliverDueMail(meeting.ports, signal)).toEqual({ againMs: 7_000 });

    expect(await deliverMail(meeting.ports)).toEqual({ mails: 0, waitMs: 0 });
    expect(await states()).toEqual([{ n: 5, tries: 0, state: "due" }]);
    await makeDue();
    expect(await deliverDueMail(meeting.ports, signal)).toEqual({});
    expect(await countOf(meeting)).toBe(5);
  });
});

describe("a batch", () => {
  it("that was taken without an answer is sent again as it was, and arrives once", async () => {
    const meeting = await arrangeMails(3);
    await mailControl("faults", { status: 503, times: 1, afterCommit: true });

    await deliverMail(meeting.ports);
    expect(await states()).toEqual([{ n: 3, tries: 1, state: "due" }]);
    await makeDue();
    await deliverMail(meeting.ports);

    expect(await states()).toEqual([{ n: 3, tries: 2, state: "done" }]);
    expect(await countOf(meeting)).toBe(3);
  });

  it("that was not taken is sent again whole, however long each of its messages has to wait", async () => {
    const meeting = await arrangeMails(2);
    await sql(`update "Outbox" set "tries" = 5
      where "ulid" = (select min("ulid") from "Outbox")`);
    await mailControl("faults", { status: 503, times: 1 });

    await deliverMail(meeting.ports);
    await sql(`update "Outbox" set "availableAt" = "availableAt" - interval '10 seconds'`);
    await deliverMail(meeting.ports);
    await makeDue();
    await deliverMail(meeting.ports);

    expect(await countOf(meeting)).toBe(2);
    expect(await states()).toEqual([
      { n: 1, tries: 2, state: "done" },
      { n: 1, tries: 7, state: "done" },
    ]);
  });

  it("gives up the one message that is refused, and sends the others", async () => {
    const meeting = await arrangeMails(2);
    await sql(
      `update "User" set "email" = 'nowhere@${ulid()}' where "ulid" = '${meeting.people.mentee.ulid}'`,
    );
    await sql(`insert into "Outbox" ("ulid", "dedupeKey", "topic", "payload") select '${ulid()}', 'mail:test:broken', 'mail',
      jsonb_build_object('notificationUlid', "ulid") from "Notifications"
      where "bookingUlid" = '${meeting.bookingUlid}' and "userUlid" = '${meeting.people.mentee.ulid}'`);

    await deliverMail(meeting.ports);

    expect(await states()).toEqual([
      { n: 1, tries: 1, state: "dead" },
      { n: 2, tries: 1, state: "done" },
    ]);
    const [dead] = await sql(`select "lastError" from "Outbox" where "deadAt" is not null`);
    expect(dead).toMatchObject({ lastError: expect.stringContaining("Invalid `to` field") });
  });

  it("that is refused as a whole is sent message by message", async () => {
    const meeting = await arrangeMails(2);
    await mailControl("faults", { status: 422, times: 1 });

    await deliverMail(meeting.ports);

    expect(await states()).toEqual([{ n: 2, tries: 1, state: "done" }]);
    expect(await countOf(meeting)).toBe(2);
  });

  it("keeps its messages when the key is wrong, and sends them once it is right", async () => {
    const meeting = await arrangeMails(2);
    await mailControl("faults", { status: 401, name: "validation_error", times: 1 });

    await deliverMail(meeting.ports);
    expect(await states()).toEqual([{ n: 2, tries: 1, state: "due" }]);

    await makeDue();
    await deliverMail(meeting.ports);
    expect(await states()).toEqual([{ n: 2, tries: 2, state: "done" }]);
  });
});
