import { circuitBreaker, type CircuitBreakerPolicy, handleWhen, SamplingBreaker } from "cockatiel";
import { CalError } from "../errors/cal-error.ts";
import { createFairQueue, type FairQueue } from "./limits/fair-queue.ts";

/**
 * What all clients of one Cal.com host share in this process. Reads, urgent reads and writes have
 * separate queues, so that many slot reads cannot delay a move, nor the reads it waits for.
 */
export interface HostGuards {
  /**
   * Opens for 15 s when more than half of at least ten calls in 30 s found no working host. Responses
   * of Cal.com itself never count as failures, whatever they say.
   */
  readonly breaker: CircuitBreakerPolicy;
  /** 40 at a time, 600 waiting for up to 6 s: what sixty people cause who look at once. */
  readonly reads: FairQueue;
  /** 20 at a time, 100 waiting for up to 6 s. */
  readonly urgentReads: FairQueue;
  /** 10 at a time, 40 waiting for up to 5 s. */
  readonly writes: FairQueue;
}

const sampleMs = 30_000;
const openMs = 15_000;
const leastCalls = 10;

const guardsByOrigin = new Map<string, HostGuards>();

/** The guards of the host that `baseUrl` names; the same ones for every client of that host. */
export function guardsOf(baseUrl: string): HostGuards {
  const { origin } = new URL(baseUrl);
  let guards = guardsByOrigin.get(origin);
  if (!guards) {
    guards = createGuards();
    guardsByOrigin.set(origin, guards);
  }
  return guards;
}

function createGuards(): HostGuards {
  return {
    breaker: circuitBreaker(handleWhen(isHostFailure), {
      halfOpenAfter: openMs,
      breaker: new SamplingBreaker({
        threshold: 0.5,
        duration: sampleMs,
        minimumRps: leastCalls / (sampleMs / 1000),
      }),
    }),
    reads: createFairQueue({ atOnce: 40, waiting: 600, waitMs: 6_000 }),
    urgentReads: createFairQueue({ atOnce: 20, waiting: 100, waitMs: 6_000 }),
    writes: createFairQueue({ atOnce: 10, waiting: 40, waitMs: 5_000 }),
  };
}

function isHostFailure(error: unknown): boolean {
  if (!(error instanceof CalError) || error.answered) return false;
  if (error.details?.reason === "aborted") return false;
  return error.code === "UNREACHABLE" || error.code === "NOT_SENT" || error.code === "SERVER_ERROR";
}
