import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PausingProxy, startPausingProxy } from "./pausing-proxy.ts";

let database: Server;
let proxy: PausingProxy;
let calls: string[];
let answer: string;

beforeEach(async () => {
  calls = [];
  answer = '{"kind":"created"}';
  database = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    response.end(answer);
  });
  const port = await new Promise<number>((resolve) => {
    database.listen(0, "127.0.0.1", () => {
      const address = database.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  proxy = await startPausingProxy(`http://127.0.0.1:${port}`);
});

afterEach(async () => {
  await proxy.close();
  database.close();
});

const call = (name: string, body = "{}") =>
  fetch(`${proxy.url}/rest/v1/rpc/${name}`, { method: "POST", body });

describe("the pausing proxy", () => {
  it("lets every other call pass", async () => {
    proxy.holdNext({ functions: ["reschedule_apply"], when: "before" });

    expect(await (await call("reschedule_begin")).json()).toEqual({ kind: "created" });
  });

  it("holds a call before the database sees it, and drops it on cut", async () => {
    const hold = proxy.holdNext({ functions: ["reschedule_apply"], when: "before" });
    const asked = call("reschedule_apply");
    expect(await hold.reached).toBe("reschedule_apply");

    hold.cut();

    await expect(asked).rejects.toThrow(/fetch failed/);
    expect(calls).toEqual([]);
  });

  it("holds the response to a call that the database has executed", async () => {
    const hold = proxy.holdNext({ functions: ["reschedule_apply"], when: "after" });
    const asked = call("reschedule_apply");
    await hold.reached;
    expect(calls).toEqual(["POST /rest/v1/rpc/reschedule_apply"]);

    hold.release();

    expect((await asked).status).toBe(200);
  });

  it("holds only the first call that returned rows", async () => {
    const hold = proxy.holdNext({ functions: ["outbox_claim_batch"], when: "after" });
    answer = "[]";
    expect(await (await call("outbox_claim_batch")).json()).toEqual([]);
    answer = '[{"ulid":"1"}]';
    const asked = call("outbox_claim_batch");
    await hold.reached;

    expect((await call("outbox_claim_batch")).status).toBe(200);
    hold.release();
    expect((await asked).status).toBe(200);
  });

  it("holds only a call whose body contains the given texts", async () => {
    const hold = proxy.holdNext({
      functions: ["booking_observe_status"],
      when: "before",
      containing: ["uid-2", "accepted"],
    });
    const name = "booking_observe_status";
    expect((await call(name, '["uid-1","accepted"]')).status).toBe(200);
    const asked = call(name, '["uid-2","accepted"]');
    await hold.reached;
    hold.release();

    expect((await asked).status).toBe(200);
  });
});
