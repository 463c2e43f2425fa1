import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Json } from "../../cal/fixture.ts";
import type { RecordedRequest } from "../target.ts";

/** One request and the real service's response. */
export interface Recording {
  readonly name: string;
  readonly note: string;
  readonly recordedAt: string;
  readonly request: RecordedRequest;
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Json;
  };
}

/** A file of the folder; `recording` is null unless it is a single exchange. */
export interface RecordingFile {
  readonly name: string;
  readonly recording: Recording | null;
  /** The whole file. */
  readonly content: Json;
}

/** Reads the folder, sorted by name. */
export function loadRecordings(folder: string): RecordingFile[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.toSorted().map((file) => {
    const content: Json = JSON.parse(readFileSync(join(folder, file), "utf8"));
    const isExchange =
      !Array.isArray(content) && content.request !== undefined && content.response !== undefined;
    return { name: basename(file, ".json"), recording: isExchange ? content : null, content };
  });
}
