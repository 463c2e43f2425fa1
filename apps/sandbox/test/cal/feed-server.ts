import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

/** A calendar feed on a free port. */
export interface FeedServer {
  readonly url: string;
  /** Sets its content; null makes it fail. */
  publish(text: string | null): void;
  close(): void;
}

/** The feed of the recorded mentee: an hour, an all-day event, and an hour marked as free. */
export const recordedFeed = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "X-WR-CALNAME:Mentee Cal",
  "BEGIN:VEVENT",
  "SUMMARY:Busy one",
  "DTSTART:20261201T143000Z",
  "DTEND:20261201T153000Z",
  "END:VEVENT",
  "BEGIN:VEVENT",
  "SUMMARY:All day",
  "DTSTART;VALUE=DATE:20261202",
  "DTEND;VALUE=DATE:20261203",
  "END:VEVENT",
  "BEGIN:VEVENT",
  "SUMMARY:Free event",
  "TRANSP:TRANSPARENT",
  "DTSTART:20261203T150000Z",
  "DTEND:20261203T160000Z",
  "END:VEVENT",
  "END:VCALENDAR",
].join("\r\n");

/** Starts it with the recorded feed. */
export async function startFeedServer(): Promise<FeedServer> {
  let content: string | null = recordedFeed;
  const server = createServer((_, response) => {
    response.writeHead(content === null ? 503 : 200, { "content-type": "text/calendar" });
    response.end(content ?? "");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/m.ics`,
    publish: (text) => {
      content = text;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
