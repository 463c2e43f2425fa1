/** The part of autocannon that the stress run uses; the package ships no types. */
declare module "autocannon" {
  interface Request {
    method?: string;
    path?: string;
    headers?: Record<string, string>;
  }

  interface PreparedRequest extends Request {
    /** Called before each request of a connection. */
    setupRequest?: (request: Request) => Request;
    onResponse?: (status: number, body: string) => void;
  }

  interface Options {
    url: string;
    connections: number;
    /** Seconds. */
    duration: number;
    /** Seconds without an answer. */
    timeout?: number;
    requests?: readonly PreparedRequest[];
  }

  interface Result {
    /** Seconds. */
    duration: number;
    requests: { total: number };
    /** Milliseconds. */
    latency: { p50: number; p97_5: number; p90: number; p99: number; max: number };
    /** Connections that broke, timeouts included. */
    errors: number;
    timeouts: number;
  }

  interface Instance extends PromiseLike<Result> {
    on(
      event: "response",
      listener: (
        ...response: [client: unknown, status: number, bytes: number, milliseconds: number]
      ) => void,
    ): void;
    stop(): void;
  }

  const autocannon: (options: Options) => Instance;
  export default autocannon;
}
