import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_COLOURS = 256;

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 0xrrggbb, row by row. */
  readonly colours: Uint32Array;
}

/**
 * The same picture with a palette: about a third of the bytes of a browser's screenshot. Beyond 256
 * colours the rarest ones (edges of letters) become the nearest that is kept.
 *
 * @param png 8 bits a channel, without interlacing, as Chromium writes it; transparency is dropped
 */
export function withPalette(png: Buffer): Buffer {
  const { width, height, colours } = decode(png);
  const palette = choosePalette(colours);
  const indexOf = nearestIn(palette);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows[y * (width + 1) + x + 1] = indexOf(colours[y * width + x] ?? 0);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  const table = Buffer.from(palette.flatMap((colour) => channelsOf(colour)));
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", table),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function channelsOf(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
}

/** Half of them the commonest, half those that lie farthest from all before: a small red sign stays red. */
function choosePalette(colours: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const byCount = [...counts].toSorted(([, left], [, right]) => right - left);
  const ordered = byCount.map(([colour]) => colour);
  if (ordered.length <= MOST_COLOURS) return ordered;
  const palette = ordered.slice(0, MOST_COLOURS / 2);
  const rest = ordered.slice(MOST_COLOURS / 2);
  const gaps = rest.map((colour) => Math.min(...palette.map((each) => distance(each, colour))));
  while (palette.length < MOST_COLOURS) {
    const index = gaps.indexOf(Math.max(...gaps));
    const chosen = rest[index] ?? 0;
    palette.push(chosen);
    for (const [at, gap] of gaps.entries()) {
      gaps[at] = Math.min(gap, distance(rest[at] ?? 0, chosen));
    }
  }
  return palette;
}

function nearestIn(palette: readonly number[]): (colour: number) => number {
  const known = new Map(palette.map((colour, index) => [colour, index]));
  return (colour) => {
    const found = known.get(colour);
    if (found !== undefined) return found;
    const distances = palette.map((each) => distance(each, colour));
    const index = distances.indexOf(Math.min(...distances));
    known.set(colour, index);
    return index;
  };
}

function distance(left: number, right: number): number {
  const [r, g, b] = channelsOf(left);
  const [r2, g2, b2] = channelsOf(right);
  return (r - r2) ** 2 + (g - g2) ** 2 + (b - b2) ** 2;
}

function decode(png: Buffer): Pixels {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === "IHDR")?.data ?? Buffer.alloc(13);
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const channels = header[9] === 6 ? 4 : 3;
  const parts = chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data);
  const bytes = unfilter(inflateSync(Buffer.concat(parts)), { height, step: channels, width });
  const colours = new Uint32Array(width * height);
  for (let index = 0; index < colours.length; index += 1) {
    colours[index] = bytes.readUIntBE(index * channels, 3);
  }
  return { width, height, colours };
}

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const found = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    found.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return found;
}

/** Undoes what each row's filter did, as the PNG specification (section 9) says. */
function unfilter(
  raw: Buffer,
  { width, height, step }: { width: number; height: number; step: number },
): Buffer {
  const stride = width * step;
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < step ? 0 : (out[at - step] ?? 0);
      const up = y === 0 ? 0 : (out[at - stride] ?? 0);
      const corner = x < step || y === 0 ? 0 : (out[at - stride - step] ?? 0);
      const value = raw[y * (stride + 1) + x + 1] ?? 0;
      out[at] = value + predict(filter, { left, up, corner });
    }
  }
  return out;
}

function predict(
  filter: number,
  { left, up, corner }: { left: number; up: number; corner: number },
): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      return 0;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const far = [left, up, corner].map((each) => Math.abs(guess - each));
  const nearest = far.indexOf(Math.min(...far));
  return [left, up, corner][nearest] ?? corner;
}
