import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A proxy before a server that counts its calls. */
async function arrange(options = {}): Promise<{ proxy: FaultProxy; calls: string[] }> {
  const calls: string[] = [];
  const server = createServer((incoming, outgoing) => {
    calls.push(`${incoming.method} ${incoming.url}`);
    outgoing.end("served");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const proxy = await startFaultProxy(`http://127.0.0.1:${port}`, options);
  ends.push(proxy.close, () => void server.close());
  return { proxy, calls };
}

describe("a fault proxy", () => {
  it("passes calls on, and tells of each when it arrives and when it is answered", async () => {
    const { proxy, calls } = await arrange();
    const seen: string[] = [];
    proxy.watch(({ method, path }, when) => seen.push(`${method} ${path} ${when}`));

    const response = await fetch(`${proxy.url}/a?b=c`, { method: "POST" });

    expect(await response.text()).toBe("served");
    expect(calls).toEqual(["POST /a?b=c"]);
    expect(seen).toEqual(["POST /a?b=c arrives", "POST /a?b=c answered"]);
  });

  it.each([
    ["down", 0],
    ["resetAfterCommit", 1],
  ] as const)("has no answer when it is %s, and lets %i calls arrive", async (fault, count) => {
    const { proxy, calls } = await arrange();
    proxy.setFault(fault);

    await expect(fetch(proxy.url)).rejects.toBeInstanceOf(TypeError);
    expect(calls).toHaveLength(count);

    proxy.setFault(null);
    expect((await fetch(proxy.url)).status).toBe(200);
  });

  it("answers 503 in place of a dependency that is not reached", async () => {
    const { proxy, calls } = await arrange();
    proxy.setFault("status503");

    expect((await fetch(proxy.url)).status).toBe(503);
    expect(calls).toEqual([]);
  });

  it("meets only as many calls as it is meant for, and counts them", async () => {
    const { proxy, calls } = await arrange();
    proxy.setFault("status503", { calls: ["POST /emails", "/rpc/begin"], times: 2 });
    const post = (path: string) => fetch(`${proxy.url}${path}`, { method: "POST" });
    const statuses = [];
    for (const path of ["/other", "/emails", "/rpc/begin", "/rpc/begin"]) {
      statuses.push((await post(path)).status);
    }

    expect(statuses).toEqual([200, 503, 503, 200]);
    expect(calls).toEqual(["POST /other", "POST /rpc/begin"]);
    expect(proxy.countMet()).toBe(2);

    proxy.setFault(null);
    expect(proxy.countMet()).toBe(2);
  });

  it("lets a call arrive late when it is slow", async () => {
    const { proxy, calls } = await arrange({ slowMs: 100 });
    proxy.setFault("slow");

    const call = fetch(proxy.url);
    await expect.poll(() => proxy.countMet()).toBe(1);
    expect(calls).toEqual([]);

    expect((await call).status).toBe(200);
  });

  it("leaves a call without an answer when it is hanging", async () => {
    const { proxy, calls } = await arrange();
    proxy.setFault("hanging");

    const call = fetch(proxy.url, { signal: AbortSignal.timeout(200) });

    await expect(call).rejects.toMatchObject({ name: "TimeoutError" });
    expect(calls).toEqual([]);
  });
});
