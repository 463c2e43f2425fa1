import { startServer } from "../../src/cal/server.ts";
import { startFeedServer } from "../cal/feed-server.ts";
import type { Json } from "../cal/fixture.ts";

/** An answer of the stand-in. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** A call as the recordings write it down. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The stand-in under test, started for this run on a free port. */
export interface Target {
  /** A calendar feed that it can fetch. */
  readonly feedUrl: string;
  send(request: RecordedRequest): Promise<Answer>;
  /** A call under /_sandbox that has to succeed. */
  control(path: string, body: object): Promise<Json>;
  /** A call of the API that has to succeed; returns `data`. */
  api(call: {
    method: string;
    path: string;
    key?: string;
    version?: string;
    body?: object;
  }): Promise<Json>;
  close(): Promise<void>;
}

const redirectUris = ["http://localhost:4000/callback"];
const oauthClients = [
  { clientId: "oauth2-conf", clientSecret: "conf-secret", redirectUris, name: "Conf client" },
  { clientId: "oauth2-pub", clientSecret: null, redirectUris, name: "Public client" },
];

/**
 * Starts the stand-in with nobody in it, in memory, and with no pause between checking and writing unless `workMs` says
 * how long concurrent writers can meet in it.
 */
export async function startTarget(workMs = 0): Promise<Target> {
  const feed = await startFeedServer();
  const server = await startServer({
    port: 0,
    dir: null,
    peopleFile: null,
    webhook: null,
    rateLimit: 10_000_000,
    workMs,
    oauthClients,
  });
  const send: Target["send"] = async ({ method, path, headers = {}, body }) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers,
      redirect: "manual",
      ...(body === undefined ? {} : { body: text }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: readJson(await response.text()),
    };
  };
  const succeed = async (request: RecordedRequest): Promise<Json> => {
    const answer = await send(request);
    if (answer.status >= 300) {
      throw new Error(
        `${request.method} ${request.path} answered ${answer.status}: ${JSON.stringify(answer.body)}`,
      );
    }
    return answer.body;
  };
  return {
    feedUrl: feed.url,
    send,
    control: (path, body) => succeed({ method: "POST", path: `/_sandbox${path}`, body }),
    api: async ({ method, path, key, version, body }) => {
      const headers = {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(version === undefined ? {} : { "cal-api-version": version }),
      };
      const answer = await succeed({
        method,
        path,
        headers,
        ...(body === undefined ? {} : { body }),
      });
      return answer.data;
    },
    close: () => {
      feed.close();
      return server.close();
    },
  };
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
