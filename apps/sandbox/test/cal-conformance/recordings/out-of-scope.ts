import type { Json } from "../../cal/fixture.ts";
import type { Recording, RecordingFile } from "./recordings.ts";
import type { Timeline } from "./timeline.ts";

const platform = "managed users of the deprecated Platform API are not used by the product";
const platformPath = /^\/v2\/oauth(?:-clients)?\//;

/** Why a recording is left out, judged by what it asks and answers; null if it is checked. */
export function outOfScope(
  { recording, content }: RecordingFile,
  timeline: Timeline,
): string | null {
  if (recording !== null) return usesPlatform(recording, timeline) ? platform : null;
  if (requestsIn(content).some(({ path }) => platformPath.test(path))) return platform;
  return hasAnswers(content) ? null : "nothing in it that an answer could show";
}

/** Its own path, or a token that the Platform API issued last. */
function usesPlatform(recording: Recording, timeline: Timeline): boolean {
  if (platformPath.test(recording.request.path)) return true;
  if (recording.request.headers?.["authorization"] !== "Bearer <jwt>") return false;
  const issuer = timeline
    .before(recording)
    .findLast(({ response }) => /access_?token"/i.test(JSON.stringify(response.body ?? null)));
  return issuer !== undefined && platformPath.test(issuer.request.path);
}

function requestsIn(content: Json): { path: string }[] {
  const list: Json[] = Array.isArray(content) ? content : (content.examples ?? []);
  return list.flat().flatMap((entry) => entry?.request ?? []);
}

/** A list, a race with examples: anything but a summary in words. */
function hasAnswers(content: Json): boolean {
  return Array.isArray(content) || Array.isArray(content.examples);
}
