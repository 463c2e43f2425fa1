import type { Attempt, Db } from "@reslot/db";
import { interceptDb } from "../intercept-db.ts";
import { noTelemetry, type Telemetry } from "./telemetry.ts";

const settled: readonly Attempt["state"][] = ["REJECTED", "ABANDONED", "NEEDS_HUMAN"];

/** The same database, every question a span by table and method, and attempts counted when they come to an end. */
export function observeDb(db: Db, telemetry: Telemetry): Db {
  if (telemetry === noTelemetry) return db;
  const timed = interceptDb(db, (operation, query) => telemetry.span(`db ${operation}`, {}, query));
  return { ...timed, attempts: countingAttempts(timed.attempts, telemetry) };
}

function countingAttempts(attempts: Db["attempts"], telemetry: Telemetry): Db["attempts"] {
  return new Proxy(attempts, {
    get(target, key, receiver): unknown {
      if (key === "fail") return fail;
      if (key === "takeBack") return takeBack;
      if (key === "apply") return apply;
      if (key === "applyChain") return applyChain;
      return Reflect.get(target, key, receiver);
    },
  });

  async function fail(input: Parameters<Db["attempts"]["fail"]>[0]) {
    return counted(await attempts.fail(input));
  }

  async function takeBack(input: Parameters<Db["attempts"]["takeBack"]>[0]) {
    return counted(await attempts.takeBack(input));
  }

  function counted(attempt: Attempt | null): Attempt | null {
    if (attempt && settled.includes(attempt.state)) {
      const { state, actorRole: actor } = attempt;
      telemetry.count("reslot.attempts.settled", { state, actor });
    }
    return attempt;
  }

  async function apply(input: Parameters<Db["attempts"]["apply"]>[0]) {
    const result = await attempts.apply(input);
    if (result.applied && result.attemptUlid !== null) {
      const { cause } = input;
      telemetry.count("reslot.attempts.settled", { state: "APPLIED", cause });
    }
    return result;
  }

  async function applyChain(input: Parameters<Db["attempts"]["applyChain"]>[0]) {
    const result = await attempts.applyChain(input);
    if (result.attemptUlid !== null) {
      telemetry.count("reslot.attempts.settled", { state: "APPLIED", cause: input.cause });
    }
    return result;
  }
}
