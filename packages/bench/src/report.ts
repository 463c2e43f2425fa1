import { type Measured } from "./measure.ts";
import { holds, type SuiteResult } from "./suite.ts";

/** A suite as text: times, ratios to ours, and what must hold. */
export function toTable({ title, measured, gates }: SuiteResult): string {
  const ours = measured[0]?.medianMs ?? Number.NaN;
  const width = Math.max(...measured.map(({ name }) => name.length));
  const rows = measured.map(
    ({ name, medianMs, rounds }) =>
      `  ${name.padEnd(width)}  ${formatMs(medianMs).padStart(10)}  ${formatRatio(medianMs / ours).padStart(8)}  ${String(rounds).padStart(3)} rounds`,
  );
  const checks = gates.map((gate) => {
    const sign = gate.kind === "atLeast" ? "≥" : "≤";
    const verdict = holds(gate) ? "ok" : "FAILED";
    return `  ${gate.text}: ${formatRatio(gate.value)} (goal ${sign} ${gate.goal}, gate ${sign} ${gate.limit}) ${verdict}`;
  });
  return ["", title, ...rows, ...checks, ""].join("\n");
}

const barHeight = 22;
const labelWidth = 260;
const plotWidth = 460;
const width = labelWidth + plotWidth + 120;

/** All suites as one SVG: bars on a logarithmic scale, ours first. */
export function toSvg(results: readonly SuiteResult[]): string {
  const all = results.flatMap(({ measured }) => measured.map(({ medianMs }) => medianMs));
  const [least, most] = [Math.log10(Math.min(...all)) - 0.3, Math.log10(Math.max(...all))];
  const scale = (ms: number) => ((Math.log10(ms) - least) / (most - least)) * plotWidth;
  let y = 10;
  const parts: string[] = [];
  for (const { title, measured } of results) {
    y += 28;
    parts.push(`<text x="10" y="${y}" font-weight="600">${escapeXml(title)}</text>`);
    for (const [index, each] of measured.entries()) {
      y += barHeight;
      parts.push(toBar(each, { y, length: scale(each.medianMs), isOurs: index === 0 }));
    }
  }
  const height = y + 24;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

function toBar(
  { name, medianMs }: Measured,
  { y, length, isOurs }: { y: number; length: number; isOurs: boolean },
): string {
  const color = isOurs ? "#1f6f5c" : "#9aa5b1";
  const end = labelWidth + length;
  return [
    `<text x="${labelWidth - 8}" y="${y}" text-anchor="end">${escapeXml(name)}</text>`,
    `<rect x="${labelWidth}" y="${y - 12}" width="${length.toFixed(1)}" height="14" rx="2" fill="${color}"/>`,
    `<text x="${(end + 6).toFixed(1)}" y="${y}">${formatMs(medianMs)}</text>`,
  ].join("");
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function formatMs(ms: number): string {
  if (ms < 1) return `${(ms * 1000).toPrecision(3)} µs`;
  return ms < 1000 ? `${ms.toPrecision(3)} ms` : `${(ms / 1000).toPrecision(3)} s`;
}

function formatRatio(ratio: number): string {
  return `${ratio < 10 ? ratio.toPrecision(2) : Math.round(ratio)}×`;
}
