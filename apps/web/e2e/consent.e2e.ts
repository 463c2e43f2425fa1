import { dayMs } from "@reslot/cal/time";
import { afterEach, describe, expect, it } from "vitest";
import { credentialsOf, send, sql } from "./support/attackers.ts";
import { call } from "./support/procedure-cases.ts";
import { bookingUlid, person, type PersonKey } from "./support/stack.ts";

type Headers = Readonly<Record<string, string>>;

const coachUserUlid = person("coach").userUlid;
const menteeUserUlid = person("mentee").userUlid;
const ofThePair = `"menteeUserUlid" = '${menteeUserUlid}' and "coachUserUlid" = '${coachUserUlid}'`;
const from = new Date().toISOString();
const to = new Date(Date.now() + 14 * dayMs).toISOString();
const booking = { bookingUlid: bookingUlid("connected") };

/** The session of a person, as a token. */
async function sessionOf(key: PersonKey): Promise<Headers> {
  const [, token = {}] = await credentialsOf(key);
  return token;
}

async function decide(path: "allow" | "stop" | "disown" | "restore"): Promise<void> {
  const input = path === "disown" ? booking : { coachUserUlid };
  const { status } = await call({ path: `sharing.${path}`, type: "mutation" }, input, {
    ...(await sessionOf("mentee")),
  });
  expect([path, status]).toEqual([path, 200]);
}

/** Brings the pair into a state of consent as people do. */
const states: Readonly<Record<string, () => Promise<unknown>>> = {
  none: () => sql(`delete from "CalendarConsents" where ${ofThePair}`),
  async asked() {
    await sql(`delete from "CalendarConsents" where ${ofThePair}`);
    const ask = { path: "sharing.ask", type: "mutation" } as const;
    await call(ask, { menteeUserUlid }, await sessionOf("coach"));
  },
  async refused() {
    await sql(`delete from "CalendarConsents" where ${ofThePair}`);
    await decide("stop");
  },
  async stopped() {
    await decide("allow");
    await decide("stop");
  },
  disowned: () => decide("disown"),
};

/** Everything that a person can read of the meeting, by each kind of credentials. */
async function readAll(key: PersonKey): Promise<string[]> {
  const read = async (headers: Headers) => {
    const answers = await Promise.all([
      call({ path: "booking.get", type: "query" }, booking, headers),
      call(
        { path: "booking.availability", type: "query" },
        { ...booking, from, to, timeZone: "UTC" },
        headers,
      ),
      call({ path: "booking.history", type: "query" }, booking, headers),
    ]);
    return answers.map(({ text }) => text);
  };
  const [, , cookie = {}] = await credentialsOf(key);
  const page = await send(`/meetings/${booking.bookingUlid}/reschedule`, { headers: cookie });
  const all = await Promise.all((await credentialsOf(key)).map(read));
  return [...all.flat(), page.text];
}

/** In JSON, or in a page that carries it as a string. */
const verdictsThatTell = /verdict[\\"]+:[\\"]+(?:menteeBusy|outsideMenteeHours|mutual)/;

describe("a mentee's calendar", () => {
  afterEach(async () => {
    await decide("allow");
  });

  it.each(Object.keys(states))(
    "is read by no coach's call or page while consent is: %s",
    async (state) => {
      await states[state]?.();

      const texts = await readAll("coach");
      const answers = texts.slice(0, -1);
      expect(answers.filter((text) => text.includes('"mentee":"notShared"'))).toHaveLength(3);
      for (const text of texts) {
        expect(text).not.toMatch(verdictsThatTell);
        expect(text).not.toMatch(/state[\\"]+:[\\"]+(?:refused|stopped)|isDisowned/);
      }
      const own = await call(
        { path: "booking.availability", type: "query" },
        { ...booking, from, to, timeZone: "UTC" },
        await sessionOf("mentee"),
      );
      expect(own.text).toMatch(state === "disowned" ? /NOT_FOUND/ : verdictsThatTell);
    },
  );

  it("is read for the coach once the mentee has allowed it", async () => {
    await decide("allow");

    const [, availability = ""] = await readAll("coach");
    expect(availability).toMatch(verdictsThatTell);
  });

  it("is hidden again from the page of a mentee who does not know the coach, and only from that", async () => {
    await decide("disown");

    const page = async (key: PersonKey) => {
      const [, , cookie = {}] = await credentialsOf(key);
      const meeting = await send(`/meetings/${booking.bookingUlid}`, { headers: cookie });
      const list = await send("/meetings", { headers: cookie });
      return [meeting.status, list.text.includes(booking.bookingUlid)];
    };
    expect(await page("mentee")).toEqual([404, false]);
    expect(await page("coach")).toEqual([200, true]);
    await decide("restore");
    expect(await page("mentee")).toEqual([200, true]);
  });

  it("is not shared by a link to connecting that another page or a mail has", async () => {
    await states["none"]?.();
    const [, , cookie = {}] = await credentialsOf("mentee");
    const path = `/api/cal/connect?bookingUlid=${booking.bookingUlid}`;

    for (const site of ["none", "same-site", "cross-site"]) {
      await send(path, { headers: { ...cookie, "sec-fetch-site": site } });
    }
    const kept = await sql(`select "shareForBookingUlid" from "OAuthStates"
      where "userUlid" = '${menteeUserUlid}' and "shareForBookingUlid" is not null`);
    expect(kept).toEqual([]);

    await send(path, { headers: { ...cookie, "sec-fetch-site": "same-origin" } });
    expect(
      await sql(`select "shareForBookingUlid" from "OAuthStates"
        where "userUlid" = '${menteeUserUlid}' and "shareForBookingUlid" is not null`),
    ).toEqual([{ shareForBookingUlid: booking.bookingUlid }]);
  });
});
