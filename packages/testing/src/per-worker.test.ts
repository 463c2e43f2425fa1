import { expect, it } from "vitest";
import { instanceForWorker, servePerWorker } from "./per-worker.ts";

it("one instance per worker is started when it is first asked for, and stopped at the end", async () => {
  const running = new Set<number>();
  let count = 0;
  const instances = await servePerWorker(async () => {
    const id = (count += 1);
    running.add(id);
    return { value: { id }, stop: async () => void running.delete(id) };
  });
  expect(count).toBe(0);

  const first = await instanceForWorker(instances.url, "1");
  const [second, again] = await Promise.all(
    ["2", "1"].map((worker) => instanceForWorker(instances.url, worker)),
  );

  expect([first, second, again]).toEqual([{ id: 1 }, { id: 2 }, { id: 1 }]);
  await instances.stop();
  expect([...running]).toEqual([]);
});

it("an instance that does not start fails the files of its worker, with the reason", async () => {
  const instances = await servePerWorker(() => Promise.reject(new Error("The port is taken")));

  await expect(instanceForWorker(instances.url)).rejects.toThrow("The port is taken");
  await instances.stop();
});
