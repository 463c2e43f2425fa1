/** A seeded generator of numbers between 0 and 1. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface CalBooking {
  readonly uid: string;
  /** Hours after the meeting's first start. */
  readonly hours: number;
  readonly from: string | null;
}

type Answer = { kind: "moved"; uid: string } | { kind: "refused" } | { kind: "silence" };
type Pending = { uid: string; hours: number; isFree: boolean; outcome: number };

/**
 * Cal.com as a chain of bookings: a move creates a new uid, its response may get lost, and two
 * concurrent requests for one uid both succeed and fork the chain.
 */
export class SimulatedCal {
  readonly bookings = new Map<string, CalBooking>();
  /** The attempts that reached it, once per request. */
  readonly requests: string[] = [];
  readonly #pending = new Map<string, Pending>();
  readonly #random: () => number;

  constructor(firstUid: string, random: () => number) {
    this.#random = random;
    this.bookings.set(firstUid, { uid: firstUid, hours: 0, from: null });
  }

  successorsOf(uid: string): CalBooking[] {
    return [...this.bookings.values()].filter((booking) => booking.from === uid);
  }

  /** The end of the chain that starts at a uid. */
  headFrom(uid: string): CalBooking | undefined {
    const [next] = this.successorsOf(uid);
    return next ? this.headFrom(next.uid) : this.bookings.get(uid);
  }

  /** Moves the end of the chain in Cal.com itself, while no request of ours is in flight. */
  moveHead(firstUid: string, hours: number): void {
    const head = this.headFrom(firstUid);
    if (head && this.#pending.size === 0) this.#add(head.uid, hours);
  }

  /** A request of ours arrives: Cal.com checks whether the booking can be moved. */
  send(attemptUlid: string, uid: string, hours: number): void {
    this.requests.push(attemptUlid);
    const isFree = this.successorsOf(uid).length === 0;
    this.#pending.set(attemptUlid, { uid, hours, isFree, outcome: this.#random() });
  }

  /** Acts on that check. Silence: no response, and the move may have happened or not. */
  finish(attemptUlid: string): Answer {
    const pending = this.#pending.get(attemptUlid);
    if (!pending) return { kind: "silence" };
    this.#pending.delete(attemptUlid);
    if (pending.outcome < 0.15) return { kind: "silence" };
    const moved = pending.isFree ? this.#add(pending.uid, pending.hours) : null;
    if (pending.outcome < 0.4) return { kind: "silence" };
    return moved ? { kind: "moved", uid: moved.uid } : { kind: "refused" };
  }

  #add(from: string, hours: number): CalBooking {
    const booking = { uid: `${from.split("+")[0]}+${this.bookings.size}`, hours, from };
    this.bookings.set(booking.uid, booking);
    return booking;
  }
}
