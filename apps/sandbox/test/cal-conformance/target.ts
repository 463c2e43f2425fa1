import { equalLimits } from "../../src/cal/http/limits.ts";
import { startServer } from "../../src/cal/server.ts";
import { startFeedServer } from "../cal/feed-server.ts";
import type { Json } from "../cal/fixture.ts";

/** A response of the stand-in. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** A request in the form of the recordings. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The stand-in under test, started for this run on a free port. */
export interface Target {
  /** The address of a calendar feed that it can fetch. */
  readonly feedUrl: string;
  send(request: RecordedRequest): Promise<Answer>;
  /** A call under /_sandbox that must succeed. */
  control(path: string, body: object): Promise<Json>;
  /** A call to the API that must succeed; returns `data`. */
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
 * Starts the stand-in in memory and without people. `workMs` is the pause between checking and
 * writing, in which concurrent writes collide; none by default.
 */
export async function startTarget(workMs = 0): Promise<Target> {
  const feed = await startFeedServer();
  const server = await startServer({
    port: 0,
    dir: null,
    peopleFile: null,
    limits: equalLimits(10_000_000),
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
