import { type ServerResponse } from "node:http";
import { afterAll, describe, expect, it } from "vitest";
import { type CalOAuthClient, exchangeCode, refreshToken } from "../../src/oauth/index.ts";
import { closedPortUrl, envelope, sendJson, startServer } from "../local-server.ts";
import { answering, clientOf, errorOf, tokens } from "./fixtures.ts";

interface Operation {
  readonly name: string;
  call(client: CalOAuthClient): Promise<unknown>;
}
const operations: readonly Operation[] = [
  {
    name: "exchange",
    call: (client) =>
      exchangeCode(client, {
        callback: new URLSearchParams("code=code-secret&state=s"),
        expectedState: "s",
      }),
  },
  { name: "refresh", call: (client) => refreshToken(client, { refreshToken: "secret-refresh" }) },
];

interface Fault {
  readonly name: string;
  readonly respond: (response: ServerResponse) => void;
  /** Expected code, reason, and whether new tokens may have been made. */
  readonly expected: readonly [code: string, reason: string | undefined, unknown: boolean];
}

const html = { "content-type": "text/html" };
const oddAnswers: readonly (readonly [name: string, body: unknown])[] = [
  ["an empty object", {}],
  ["a list", [tokens]],
  ["no access token", { ...tokens, access_token: undefined }],
  ["an empty access token", { ...tokens, access_token: "" }],
  ["a number as access token", { ...tokens, access_token: 7 }],
  ["no token type", { ...tokens, token_type: undefined }],
  ["a foreign token type", { ...tokens, token_type: "mac" }],
  ["a bound token type", { ...tokens, token_type: "dpop" }],
  ["a lifetime that is no number", { ...tokens, expires_in: "secret" }],
  ["a negative lifetime", { ...tokens, expires_in: -1 }],
];

const faults: readonly Fault[] = [
  { name: "hang", respond: () => undefined, expected: ["UNREACHABLE", "timeout", true] },
  {
    name: "hang in the body",
    respond: (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"access_token":"secret');
    },
    expected: ["UNREACHABLE", "timeout", true],
  },
  {
    name: "reset",
    respond: (response) => response.destroy(),
    expected: ["UNREACHABLE", "UND_ERR_SOCKET", true],
  },
  {
    name: "truncated body",
    respond: (response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "4000" });
      response.write('{"access_token":"secret');
      setTimeout(() => response.destroy(), 10);
    },
    expected: ["UNREACHABLE", "UND_ERR_SOCKET", true],
  },
  {
    name: "HTML 502",
    respond: (response) => response.writeHead(502, html).end("<h1>secret</h1>"),
    expected: ["SERVER_ERROR", "notJson", true],
  },
  {
    name: "500 in an envelope",
    respond: answering(envelope("InternalServerErrorException", "Could not refresh tokens"), 500),
    expected: ["SERVER_ERROR", undefined, true],
  },
  {
    name: "500 of RFC 6749",
    respond: answering({ error: "server_error", error_description: "secret" }, 500),
    expected: ["SERVER_ERROR", undefined, true],
  },
  {
    name: "429",
    respond: (response) =>
      sendJson(response, {
        status: 429,
        body: envelope("ThrottlerException", "Too many requests"),
        headers: { "x-ratelimit-reset-default": "42" },
      }),
    expected: ["RATE_LIMITED", undefined, false],
  },
  {
    name: "no such endpoint",
    respond: answering(envelope("NotFoundException", "Cannot POST /v2/auth/oauth2/token"), 404),
    expected: ["INVALID_REQUEST", "unknownEndpoint", false],
  },
  {
    name: "invalid_grant",
    respond: answering({ error: "invalid_grant", error_description: "refresh_token_revoked" }, 400),
    expected: ["INVALID_GRANT", "refresh_token_revoked", false],
  },
  {
    name: "invalid_grant, enveloped",
    respond: answering(envelope("HttpException", "invalid_grant"), 400),
    expected: ["INVALID_GRANT", undefined, false],
  },
  {
    name: "a client not approved",
    respond: answering(
      { error: "unauthorized_client", error_description: "client_not_approved" },
      401,
    ),
    expected: ["INVALID_CLIENT", "client_not_approved", false],
  },
  {
    name: "a description of its own",
    respond: answering({ error: "invalid_grant", error_description: "secret-refresh is bad" }, 400),
    expected: ["INVALID_GRANT", undefined, false],
  },
  {
    name: "an unknown refusal",
    respond: answering({ error: "secret", error_description: "secret" }, 400),
    expected: ["INVALID_REQUEST", undefined, false],
  },
  {
    name: "foreign JSON with 400",
    respond: answering({ nope: "secret" }, 400),
    expected: ["UNEXPECTED_RESPONSE", undefined, true],
  },
  {
    name: "redirect",
    respond: (response) => response.writeHead(307, { location: "https://evil.test/" }).end(),
    expected: ["UNEXPECTED_RESPONSE", "notJson", true],
  },
  {
    name: "HTML 200",
    respond: (response) => response.writeHead(200, html).end("<h1>secret</h1>"),
    expected: ["UNEXPECTED_RESPONSE", "notJson", true],
  },
  {
    name: "oversize body",
    respond: (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(`"${"x".repeat(2 * 1024 * 1024)}"`);
    },
    expected: ["UNEXPECTED_RESPONSE", "bodyTooLarge", true],
  },
  ...oddAnswers.map(([name, body]): Fault => ({
    name: `200 with ${name}`,
    respond: answering(body),
    expected: ["UNEXPECTED_RESPONSE", "unknownShape", true],
  })),
];

const table: string[] = [];
afterAll(() => {
  process.stdout.write(`\nOAuth: fault × operation\n${table.toSorted().join("\n")}\n`);
});

describe.concurrent("the token endpoint under every fault", () => {
  for (const fault of faults) {
    for (const { name, call } of operations) {
      it(`${name} maps "${fault.name}", and asks once`, { timeout: 20_000 }, async (context) => {
        const server = await startServer(context, fault.respond);
        const timeoutMs = fault.expected[1] === "timeout" ? 1_000 : 10_000; // a busy machine sends first

        const error = await errorOf(call(clientOf(server.url, { timeoutMs })));

        const [code, reason, isUnknown] = fault.expected;
        table.push(
          `  ${fault.name.padEnd(40)} ${name.padEnd(10)} ${error.code.padEnd(20)} outcome ${error.outcomeUnknown ? "unknown" : "known"}`,
        );
        expect(error).toMatchObject({ code, operation: name });
        expect(error.reason).toBe(reason);
        expect(error.outcomeUnknown).toBe(isUnknown);
        expect(error.retryAfterMs).toBe(code === "RATE_LIMITED" ? 42_000 : undefined);
        expect(server.seen).toHaveLength(1);
      });
    }
  }

  for (const { name, call } of operations) {
    it(`${name} knows that nothing was sent to a closed port`, async () => {
      const error = await errorOf(call(clientOf(await closedPortUrl())));

      expect(error).toMatchObject({ code: "NOT_SENT", reason: "ECONNREFUSED" });
      expect(error.outcomeUnknown).toBe(false);
    });

    it(`${name} reads nothing but an envelope from a server that uses them`, async (context) => {
      const server = await startServer(context, answering(tokens));

      const error = await errorOf(call(clientOf(server.url, { answers: "enveloped" })));

      expect(error).toMatchObject({ code: "UNEXPECTED_RESPONSE", reason: "unknownShape" });
    });
  }
});
