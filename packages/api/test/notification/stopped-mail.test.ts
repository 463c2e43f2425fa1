import { createHmac, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { receiveMailEvent } from "../../src/notification/receive-mail-event.ts";
import { readMailState, setMailStopped } from "../../src/notification/stop-mail.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { runTick } from "../support/run-tick.ts";
import { mailTo, sql } from "../support/services.ts";

/** The coach moves the meeting, and the mails about it leave. Gives how many each of the two has. */
async function move(meeting: Meeting, hour: number) {
  const { version } = await meeting.row();
  const input = { ...meeting.moveTo(hour), expectedVersion: version };
  expect(await meeting.as("coach").booking.reschedule(input)).toMatchObject({ outcome: "moved" });
  await runTick(meeting.ports);
  const { coach, mentee } = meeting.people;
  return [(await mailTo(coach.email)).length, (await mailTo(mentee.email)).length];
}

describe("the unsubscribe link of a mail", () => {
  it("stops all mail to its address and no other, and can take that back", async () => {
    const meeting = await arrangeMeeting();
    expect(await move(meeting, 11)).toEqual([1, 1]);
    const [mail] = await mailTo(meeting.people.mentee.email);
    const url = /^<(.*)>$/.exec(mail?.headers["List-Unsubscribe"] ?? "")?.[1] ?? "";
    expect(mail?.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
    expect(mail?.text).toContain(url);
    const token = url.split("/").at(-1) ?? "";
    expect(await readMailState(meeting.ports, token)).toBe("sent");

    expect(await setMailStopped(meeting.ports, { token, isStopped: true })).toBe("stopped");
    expect(await setMailStopped(meeting.ports, { token, isStopped: true })).toBe("stopped");
    expect(await move(meeting, 12)).toEqual([2, 1]);
    const reasons = await sql(`select "lastError" from "Outbox"
      where "userUlid" = '${meeting.people.mentee.ulid}' and "lastError" is not null`);
    expect(reasons).toEqual([{ lastError: "The address gets no mail: unsubscribed." }]);
    expect((await meeting.as("mentee").notification.list({})).items).toHaveLength(2);

    expect(await setMailStopped(meeting.ports, { token, isStopped: false })).toBe("sent");
    expect(await move(meeting, 13)).toEqual([3, 2]);
  });

  it("does nothing when it was made up", async () => {
    const { ports } = await arrangeMeeting();
    const before = await sql(`select * from "MailSuppressions"`);

    const token = `${"A".repeat(43)}.${"A".repeat(43)}`;
    expect(await readMailState(ports, token)).toBeNull();
    expect(await setMailStopped(ports, { token, isStopped: true })).toBeNull();
    expect(await sql(`select * from "MailSuppressions"`)).toEqual(before);
  });
});

describe("a bounce or a complaint", () => {
  const key = randomBytes(24);
  const secret = `whsec_${key.toString("base64")}`;

  function signed(event: object) {
    const rawBody = JSON.stringify(event);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const text = `msg_1.${timestamp}.${rawBody}`;
    const signature = createHmac("sha256", key).update(text).digest("base64");
    const headers = new Headers({
      "svix-id": "msg_1",
      "svix-timestamp": timestamp,
      "svix-signature": `v1,${signature}`,
    });
    return { rawBody, headers, secret };
  }

  it.each(["bounced", "complained"])("(%s) stops mail to the address", async (kind) => {
    const meeting = await arrangeMeeting();
    const to = [meeting.people.mentee.email.toUpperCase()];
    const call = signed({ type: `email.${kind}`, data: { to } });

    expect(await receiveMailEvent(meeting.ports, { ...call, secret: undefined })).toBe("refused");
    expect(await receiveMailEvent(meeting.ports, call)).toBe(kind);
    expect(await receiveMailEvent(meeting.ports, call)).toBe(kind);

    expect(await move(meeting, 11)).toEqual([1, 0]);
  });

  it("is not taken back by the unsubscribe link", async () => {
    const meeting = await arrangeMeeting();
    expect(await move(meeting, 11)).toEqual([1, 1]);
    const { email } = meeting.people.mentee;
    const [mail] = await mailTo(email);
    const token = /([\w-]+\.[\w-]+)>$/.exec(mail?.headers["List-Unsubscribe"] ?? "")?.[1] ?? "";
    await receiveMailEvent(
      meeting.ports,
      signed({ type: "email.complained", data: { to: [email] } }),
    );

    expect(await setMailStopped(meeting.ports, { token, isStopped: true })).toBe("blocked");
    expect(await setMailStopped(meeting.ports, { token, isStopped: false })).toBe("blocked");
    expect(await move(meeting, 12)).toEqual([2, 1]);
  });
});
