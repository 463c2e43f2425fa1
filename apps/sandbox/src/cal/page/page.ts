import { html, raw } from "hono/html";
import { findUser } from "../state/find.ts";
import { formatInstant } from "../time/instant.ts";
import { findClient } from "../oauth/grants.ts";
import { pageStyle } from "./page-style.ts";
import type { Booking } from "../state/state.ts";
import type { World } from "../world.ts";
import { formatInZone } from "../time/zone.ts";
import { minuteMs } from "../../time/durations.ts";

type Html = ReturnType<typeof html>;
const newest = 50;

/** Shows the stand-in's state to developers. */
export function renderPage(world: World): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Cal.com stand-in</title>
        <style>
          ${raw(pageStyle)}
        </style>
      </head>
      <body>
        <header>
          <h1>Cal.com stand-in</h1>
          <p>
            Clock: <time datetime="${now(world)}">${now(world)}</time>.
            <a href="/">Reload</a>
          </p>
        </header>
        <main>
          ${renderFaults(world)} ${renderBookings(world)} ${renderPeople(world)}
          ${renderCalendars(world)} ${renderApps(world)} ${renderRequests(world)}
        </main>
      </body>
    </html>`;
}

function now(world: World): string {
  return formatInstant(world.clock.now());
}

interface Table {
  readonly caption: string;
  readonly empty: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

function renderTable({ caption, empty, columns, rows }: Table): Html {
  if (rows.length === 0) {
    return html`<section>
      <h2>${caption}</h2>
      <p>${empty}</p>
    </section>`;
  }
  return html`<section tabindex="0" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function renderFaults({ faults }: World): Html {
  return renderTable({
    caption: "Active faults",
    empty: "None. POST /_sandbox/faults adds one.",
    columns: ["Operation", "Fault", "Calls left", "Delay"],
    rows: faults.active.map((fault) => [
      fault.operation,
      fault.fault,
      fault.times,
      fault.delayMs === undefined ? "" : `${fault.delayMs} ms`,
    ]),
  });
}

function renderBookings(world: World): Html {
  const bookings = world.store.state.bookings.toReversed().slice(0, newest * 2);
  return renderTable({
    caption: `Bookings (${world.store.state.bookings.length})`,
    empty: "None yet.",
    columns: ["Status", "Time for the host", "Title", "Attendees", "Uid", "Moved"],
    rows: bookings.map((booking) => [
      html`<span class="status ${booking.status}">${booking.status}</span>`,
      whenOf(world, booking),
      booking.title,
      booking.attendees.map((attendee) => attendee.email).join(", "),
      html`<code id="${booking.uid}">${booking.uid}</code>`,
      renderLinks(booking),
    ]),
  });
}

function whenOf(world: World, booking: Booking): string {
  const zone = findUser(world, booking.hostId)?.timeZone ?? "UTC";
  const start = formatInZone(zone, booking.start).slice(0, 16).replace("T", " ");
  return `${start}, ${(booking.end - booking.start) / minuteMs} min, ${zone}`;
}

function renderLinks({ rescheduledFromUid, rescheduledToUid }: Booking): Html {
  const from =
    rescheduledFromUid === null
      ? ""
      : html`<a href="#${rescheduledFromUid}">from ${rescheduledFromUid.slice(0, 6)}…</a>`;
  const to =
    rescheduledToUid === null
      ? ""
      : html`<a href="#${rescheduledToUid}">to ${rescheduledToUid.slice(0, 6)}…</a>`;
  return html`${from} ${to}`;
}

function renderPeople(world: World): Html {
  const { users, eventTypes, schedules } = world.store.state;
  return renderTable({
    caption: "Users",
    empty: "None: no person in people.json has a Cal.com account.",
    columns: ["Name", "Address", "Time zone", "Hours", "Event types"],
    rows: users.map((user) => [
      user.name,
      user.email,
      user.timeZone,
      schedules
        .filter((schedule) => schedule.id === user.defaultScheduleId)
        .flatMap((schedule) => schedule.availability)
        .map(({ days, startTime, endTime }) => {
          const names = days.map((day) => day.slice(0, 3)).join(" ");
          return `${names} ${startTime} to ${endTime}`;
        })
        .join("; "),
      eventTypes
        .filter((eventType) => eventType.ownerId === user.id)
        .map(({ id, title, lengthInMinutes }) => `${id} ${title}, ${lengthInMinutes} min`)
        .join("; "),
    ]),
  });
}

function renderCalendars(world: World): Html {
  return renderTable({
    caption: "Calendars",
    empty: "None connected.",
    columns: ["Account", "Blocks slots", "Busy"],
    rows: world.store.state.calendars.map((calendar) => [
      calendar.externalId,
      calendar.selected ? "yes" : "no",
      calendar.busy.length === 0
        ? "never"
        : html`<details>
            <summary>
              ${calendar.busy.length === 1 ? "1 time" : `${calendar.busy.length} times`}
            </summary>
            ${calendar.busy.map(
              ({ start, end }) =>
                html`<div>${formatInstant(start)} to ${formatInstant(end).slice(11)}</div>`,
            )}
          </details>`,
    ]),
  });
}

function renderApps(world: World): Html {
  const { grants, settings } = world.store.state.oauth;
  return renderTable({
    caption: `Connected apps (access for ${settings.accessTtlSeconds} s, refresh ${settings.refreshMode})`,
    empty: "None. POST /_sandbox/oauth changes how refreshing works.",
    columns: ["App", "Account", "Since", "Scopes"],
    rows: grants.map((grant) => [
      findClient(world, grant.clientId)?.name ?? grant.clientId,
      findUser(world, grant.userId)?.email ?? "",
      formatInstant(grant.grantedAt),
      grant.scopes.length === 0 ? "all" : grant.scopes.join(" "),
    ]),
  });
}

function renderRequests({ log }: World): Html {
  return renderTable({
    caption: `Requests (newest ${newest} of ${log.entries.length})`,
    empty: "None yet.",
    columns: ["Time", "Status", "Method", "Path"],
    rows: log.entries
      .slice(-newest)
      .toReversed()
      .map(({ at, status, method, path }) => [
        at.slice(11, 23),
        status === 0 ? "no response" : status,
        method,
        html`<code>${path}</code>`,
      ]),
  });
}
