export type Random = () => number;

/** A seeded generator of numbers from 0 up to 1. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What a server of another version, or a broken one, may write in the place of a value. */
const oddValues: readonly unknown[] = [
  "awaiting_host",
  "",
  0,
  -1,
  1.5,
  true,
  [],
  {},
  [null],
  "2026-12-03",
  "2026-12-03T11:00:00",
  "2026-12-03T12:00:00.0000000+01:00",
  "2026-12-03T24:00:00Z",
  "9999-99-99T99:99:99Z",
];

/** A copy of an answer in which one to four values are null, missing, odd, or joined by unknown ones. */
export function mutate(answer: unknown, random: Random): unknown {
  const root = { answer: structuredClone(answer) };
  const times = 1 + Math.floor(random() * 4);
  for (let time = 0; time < times; time += 1) {
    const places = placesIn(root);
    const place = places[Math.floor(random() * places.length)];
    if (place) change(place, random);
  }
  return root.answer;
}

interface Place {
  readonly holder: object;
  readonly key: string;
}

/** Every value of an answer, from the outside to the inside. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    { holder: value, key },
    ...placesIn(inner),
  ]);
}

function change({ holder, key }: Place, random: Random): void {
  const oddValue = structuredClone(oddValues[Math.floor(random() * oddValues.length)]);
  switch (Math.floor(random() * 4)) {
    case 0:
      Reflect.set(holder, key, null);
      break;
    case 1:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
      break;
    case 2:
      Reflect.set(holder, key, oddValue);
      break;
    default:
      if (Array.isArray(holder)) holder.splice(Number(key), 0, oddValue);
      else Reflect.set(holder, `new${key}`, oddValue);
  }
}
