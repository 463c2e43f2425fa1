import { type ServerResponse } from "node:http";
import { afterAll, describe, expect, it } from "vitest";
import { CalError, createCalClient } from "../src/index.ts";
import { operations } from "./answers.ts";
import { closedPortUrl, envelope, sendJson, startServer } from "./local-server.ts";

interface Fault {
  readonly name: string;
  readonly respond: (response: ServerResponse) => void;
  /** How long the client waits; short where it has to wait in vain. */
  readonly timeoutMs?: number;
  /** Expected code, whether a write's outcome is unknown, whether Cal.com answered, tries of a read. */
  readonly expected: readonly [code: string, unknown: boolean, answered: boolean, tries: number];
  /** Where the client then asks for smaller pages: how often it asks. */
  readonly triesOfList?: number;
}

/** Long enough for a busy machine to send the request, which is to be seen. */
const waitsInVainMs = 1_500;

const html = { "content-type": "text/html" };

const faults: readonly Fault[] = [
  {
    name: "hang",
    timeoutMs: waitsInVainMs,
    respond: () => undefined,
    expected: ["UNREACHABLE", true, false, 3],
  },
  {
    name: "hang in the body",
    timeoutMs: waitsInVainMs,
    respond: (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"status":');
    },
    expected: ["UNREACHABLE", true, false, 3],
  },
  {
    name: "reset",
    respond: (response) => response.destroy(),
    expected: ["UNREACHABLE", true, false, 3],
  },
  {
    name: "truncated body",
    respond: (response) => {
      response.writeHead(201, { "content-type": "application/json", "content-length": "4000" });
      response.write('{"status":"success","data":{');
      setTimeout(() => response.destroy(), 10);
    },
    expected: ["UNREACHABLE", true, false, 3],
  },
  {
    name: "HTML 502",
    respond: (response) => response.writeHead(502, html).end("<h1>Bad Gateway</h1>"),
    expected: ["SERVER_ERROR", true, false, 3],
  },
  {
    name: "503 in Cal.com's shape",
    respond: (response) => sendJson(response, { status: 503, body: envelope("X", "later") }),
    expected: ["SERVER_ERROR", true, false, 3],
  },
  {
    name: "HTML 500",
    respond: (response) => response.writeHead(500, html).end("<h1>Oops</h1>"),
    expected: ["SERVER_ERROR", true, false, 1],
  },
  {
    name: "500 in Cal.com's shape",
    respond: (response) =>
      sendJson(response, {
        status: 500,
        body: envelope("INTERNAL_SERVER_ERROR", "There was an error"),
      }),
    expected: ["SERVER_ERROR", true, true, 1],
  },
  {
    name: "bare 500",
    respond: (response) =>
      sendJson(response, {
        status: 500,
        body: { statusCode: 500, message: "Internal server error" },
      }),
    expected: ["SERVER_ERROR", true, true, 1],
  },
  {
    name: "429",
    respond: (response) =>
      sendJson(response, {
        status: 429,
        body: envelope("ThrottlerException", "Too many requests"),
        headers: { "x-ratelimit-reset-default": "42" },
      }),
    expected: ["RATE_LIMITED", false, true, 1],
  },
  {
    name: "401",
    respond: (response) =>
      sendJson(response, {
        status: 401,
        body: envelope("UnauthorizedException", "Invalid Access Token."),
      }),
    expected: ["TOKEN_INVALID", false, true, 1],
  },
  {
    name: "redirect",
    respond: (response) => response.writeHead(307, { location: "https://example.test/" }).end(),
    expected: ["UNEXPECTED_RESPONSE", true, false, 1],
  },
  {
    name: "HTML 200",
    respond: (response) => response.writeHead(200, html).end("<h1>Hello</h1>"),
    expected: ["UNEXPECTED_RESPONSE", true, false, 1],
  },
  {
    name: "unknown shape",
    respond: (response) =>
      sendJson(response, { status: 201, body: { status: "success", data: { nope: 1 } } }),
    expected: ["UNEXPECTED_RESPONSE", true, true, 1],
  },
  {
    name: "oversize body",
    respond: (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(`"${"x".repeat(2 * 1024 * 1024)}"`);
    },
    expected: ["UNEXPECTED_RESPONSE", true, false, 1],
    triesOfList: 11,
  },
];

const token = "cal_live_secretsecretsecret";
const table: string[] = [];

function clientOf(baseUrl: string, timeoutMs = 10_000) {
  return createCalClient({
    baseUrl,
    accessToken: token,
    timeouts: { readMs: timeoutMs, writeMs: timeoutMs },
  });
}

async function errorOf(promise: Promise<unknown>): Promise<CalError> {
  const error = await promise.then(
    () => new Error("it succeeded"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CalError)) throw error;
  return error;
}

function note(fault: string, operation: string, error: CalError): void {
  const outcome = error.outcomeUnknown ? "unknown" : "known";
  table.push(
    `  ${fault.padEnd(24)} ${operation.padEnd(22)} ${error.code.padEnd(20)} outcome ${outcome}`,
  );
}

afterAll(() => {
  process.stdout.write(`\nFault × operation\n${table.toSorted().join("\n")}\n`);
});

describe.concurrent("every operation under every fault", () => {
  for (const fault of faults) {
    for (const operation of operations) {
      it(`${operation.name} maps "${fault.name}"`, { timeout: 20_000 }, async (context) => {
        const server = await startServer(context, (response) => fault.respond(response));

        const error = await errorOf(operation.call(clientOf(server.url, fault.timeoutMs)));

        const [code, isUnknown, answered, tries] = fault.expected;
        note(fault.name, operation.name, error);
        expect(error.code).toBe(code);
        expect(error.outcomeUnknown).toBe(operation.isWrite && isUnknown);
        expect(error.answered).toBe(answered);
        const reads = operation.name === "bookings.list" ? (fault.triesOfList ?? tries) : tries;
        expect(server.seen).toHaveLength(operation.isWrite ? 1 : reads);
        expect(`${error.message} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain(
          "secret",
        );
      });
    }
  }

  for (const operation of operations) {
    it(`${operation.name} knows that nothing was sent to a closed port`, async () => {
      const error = await errorOf(operation.call(clientOf(await closedPortUrl())));

      note("connection refused", operation.name, error);
      expect(error.code).toBe("NOT_SENT");
      expect(error.details?.reason).toBe("ECONNREFUSED");
      expect(error.outcomeUnknown).toBe(false);
    });
  }
});
