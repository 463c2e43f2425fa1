import { type Board } from "./board.ts";

interface Room {
  /** How many may have to go. */
  readonly most: number;
  /** A full day is relieved by any of its own: which one, from 0. */
  readonly alternative: number;
}

/**
 * Who has to go so that a candidate becomes free; null when it would be more than `most`, or there is no
 * such alternative.
 */
export function blockersOf(board: Board, c: number, room: Room): number[] | null {
  const { p, owner } = board;
  const out: number[] = [];
  const end = p.to[c] ?? 0;
  for (let t = p.from[c] ?? 0, last = -1; t < end; t += 1) {
    const m = owner[t] ?? -1;
    if (m < 0 || m === last) continue;
    last = m;
    if (out.length === room.most) return null;
    out.push(m);
  }
  const { most } = room;
  const isRelieved =
    relieve(board, out, { cap: p.capB[c] ?? -1, most, alternative: 0 }) &&
    relieve(board, out, { cap: p.capA[c] ?? -1, ...room });
  return isRelieved ? out : null;
}

function relieve(
  board: Board,
  out: number[],
  { cap, most, alternative }: Room & { readonly cap: number },
): boolean {
  if (!board.isFull(cap) || out.some((m) => board.counts(m, cap))) return alternative === 0;
  if (out.length === most) return false;
  let skip = alternative;
  for (let m = 0; m < board.p.size; m += 1) {
    if (!board.counts(m, cap)) continue;
    if (skip > 0) {
      skip -= 1;
      continue;
    }
    out.push(m);
    return true;
  }
  return false;
}
