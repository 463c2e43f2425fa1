import { type Proxy, startProxy } from "./start-proxy.ts";

/** Where a call to the database is held: before it reaches the database, or with its response on the way back. */
export interface HoldPoint {
  /** Names of SQL functions; the first call to any of them is held, unless it returned no rows. */
  readonly functions: readonly string[];
  readonly when: "before" | "after";
  /** Hold only a call whose body contains all of these. */
  readonly containing?: readonly string[];
}

interface Hold {
  /** Resolves with the function's name once its call is held. */
  readonly reached: Promise<string>;
  /** Lets the call continue. */
  release(): void;
  /** Drops the connection: neither the call nor its response goes any further. */
  cut(): void;
}

/** A proxy between one program and the database that can hold a named call. */
export interface PausingProxy extends Proxy {
  /** Replaces an earlier hold, which then holds nothing. */
  holdNext(point: HoldPoint): Hold;
}

interface ArmedHold {
  readonly point: HoldPoint;
  readonly reach: (name: string) => void;
  /** True if the call may continue. */
  readonly decision: Promise<boolean>;
}

const noRows = Buffer.from("[]");
const RPC = /\/rpc\/(\w+)/;

/** Listens on a free loopback port and forwards to the database at `target`. */
export async function startPausingProxy(target: string): Promise<PausingProxy> {
  let armed: ArmedHold | null = null;

  const triggerHold = (call: Call, when: HoldPoint["when"]): ArmedHold | null => {
    if (!armed || armed.point.when !== when || !matches(armed.point, call)) return null;
    const triggered = armed;
    armed = null;
    triggered.reach(call.name);
    return triggered;
  };
  const mayPass = async (call: Call, when: HoldPoint["when"]): Promise<boolean> => {
    const hold = triggerHold(call, when);
    return hold === null || (await hold.decision);
  };
  const proxy = await startProxy(target, async ({ path, body }, forward) => {
    const call = { name: RPC.exec(path)?.[1] ?? "", body };
    if (!(await mayPass(call, "before"))) throw new Error("cut before");
    const answer = await forward();
    const isEmpty = answer.body.equals(noRows);
    if (!isEmpty && !(await mayPass(call, "after"))) throw new Error("cut after");
    return answer;
  });

  return {
    ...proxy,
    holdNext(point) {
      const reached = deferred<string>();
      const decision = deferred<boolean>();
      const hold: ArmedHold = { point, reach: reached.resolve, decision: decision.promise };
      armed = hold;
      const end = (passes: boolean) => {
        if (armed === hold) armed = null;
        decision.resolve(passes);
      };
      return { reached: reached.promise, release: () => end(true), cut: () => end(false) };
    },
  };
}

function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** A call to an SQL function; the name is empty for any other request. */
interface Call {
  readonly name: string;
  readonly body: Buffer;
}

function matches({ functions, containing = [] }: HoldPoint, { name, body }: Call): boolean {
  return functions.includes(name) && containing.every((text) => body.includes(text));
}
