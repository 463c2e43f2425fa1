import { AppError } from "../../core/errors/app-error.ts";
import { noTelemetry, type Telemetry } from "../telemetry/telemetry.ts";

/** Bounds the streams that are open in one process. */
export interface StreamPlaces {
  /**
   * Takes a place for one stream of a person; the result gives it back, however often it is called.
   *
   * @throws {AppError} RATE_LIMITED when the person has too many, SERVICE_BUSY when the process has
   */
  take(person: string): () => void;
}

interface PlacesOptions {
  /** A browser has one for all its windows: more than anyone has browsers and programs. */
  perPerson?: number;
  perProcess?: number;
  telemetry?: Telemetry;
}

/** A stream lasts ten minutes at most: sooner than that, one of so many rarely ends. */
const retryAfterMs = 60_000;

export function createStreamPlaces({
  perPerson = 20,
  perProcess = 12_000,
  telemetry = noTelemetry,
}: PlacesOptions = {}): StreamPlaces {
  const taken = new Map<string, number>();
  let total = 0;

  function refuse(code: "RATE_LIMITED" | "SERVICE_BUSY"): never {
    telemetry.count("reslot.rate_limited", { kind: "stream" });
    throw new AppError(code, { details: { retryAfterMs } });
  }

  return {
    take(person) {
      const own = taken.get(person) ?? 0;
      if (own >= perPerson) refuse("RATE_LIMITED");
      if (total >= perProcess) refuse("SERVICE_BUSY");
      taken.set(person, own + 1);
      total += 1;
      let isTaken = true;
      return () => {
        if (!isTaken) return;
        isTaken = false;
        total -= 1;
        const left = (taken.get(person) ?? 1) - 1;
        if (left > 0) taken.set(person, left);
        else taken.delete(person);
      };
    },
  };
}
