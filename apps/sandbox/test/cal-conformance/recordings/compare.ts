import type { Json } from "../../cal/fixture.ts";
import type { Recording } from "./recordings.ts";
import type { Answer } from "../target.ts";
import { minuteMs } from "../../../src/time/durations.ts";

/** Fields with generated values; only their presence and types are compared. */
const volatile = new Set([
  "id",
  "uid",
  "icsUid",
  "timestamp",
  "createdAt",
  "updatedAt",
  "rescheduledFromUid",
  "rescheduledToUid",
  "eventTypeId",
  "scheduleId",
  "defaultScheduleId",
  "reservationUid",
  "reservationUntil",
  "credentialId",
  "slug",
  "bookingUrl",
  "access_token",
  "refresh_token",
  "clientId",
  "ownerId",
  "userId",
  "bookingId",
  "rescheduleId",
]);

const uidPattern = /\b[1-9A-HJ-NP-Za-km-z]{22}\b/g;

/** The differences between the recorded and the actual answer, one line each. */
export function compareAnswers(recording: Recording, answer: Answer): string[] {
  const { response } = recording;
  if (answer.status !== response.status) {
    const message: string = answer.body?.error?.message ?? answer.body?.message ?? "";
    return [`status ${answer.status} instead of ${response.status} ${message}`.trim()];
  }
  const headers = Object.keys(response.headers)
    .filter(
      (name) =>
        ["content-type", "x-request-id", "etag"].includes(name) || name.startsWith("x-ratelimit"),
    )
    .filter((name) => !answer.headers.has(name))
    .map((name) => `header ${name} is missing`);
  const [wanted, given] = [response.headers["location"], answer.headers.get("location")];
  const isElsewhere = normalise(wanted ?? null) !== normalise(given);
  return [
    ...headers,
    ...(isElsewhere ? [`location is ${given} instead of ${wanted}`] : []),
    ...compareValues(response.body, answer.body, ""),
    ...compareRelations(recording, answer),
  ];
}

/** Differences of two JSON values, except volatile fields and uids. */
export function compareValues(expected: Json, actual: Json, path: string): string[] {
  if (kindOf(expected) !== kindOf(actual))
    return [`${path} is ${kindOf(actual)} instead of ${kindOf(expected)}`];
  if (Array.isArray(expected)) return compareLists(expected, actual, path);
  if (kindOf(expected) === "object") return compareObjects(expected, actual, path);
  const name = path.split(".").at(-1) ?? "";
  if (volatile.has(name) || isProse(path) || normalise(expected) === normalise(actual)) return [];
  return [`${path} is ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`];
}

function compareLists(expected: Json[], actual: Json[], path: string): string[] {
  if (expected.length !== actual.length)
    return [`${path} has ${actual.length} entries instead of ${expected.length}`];
  return expected.flatMap((entry, index) =>
    compareValues(entry, actual[index], `${path}.${index}`),
  );
}

function compareObjects(expected: object, actual: Json, path: string): string[] {
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return Object.entries(
    Object.fromEntries([...keys].map((key) => [key, Reflect.get(expected, key)])),
  ).flatMap(([key, value]) => {
    const here = path === "" ? key : `${path}.${key}`;
    if (!(key in expected)) return [`${here} is not in the recording`];
    if (!(key in actual)) return [`${here} is missing`];
    return compareValues(value, actual[key], here);
  });
}

/** The service's own description of the calendar app. */
function isProse(path: string): boolean {
  return path.endsWith(".integration.description");
}

/** Uids and codes inside text differ in every run. A part of a code may look like a uid. */
function normalise(value: Json): Json {
  if (typeof value !== "string") return value;
  return value.replace(/\bcode=[\w-]+/, "code=<code>").replaceAll(uidPattern, "<uid>");
}

function kindOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** Checks how the fields of a moved booking relate to each other and to the request. */
function compareRelations({ request }: Recording, { body }: Answer): string[] {
  const moved = /\/v2\/bookings\/([^/]+)\/reschedule$/.exec(request.path);
  if (moved === null || body?.status !== "success") return [];
  const { data } = body;
  return [
    ...(data.uid === data.rescheduledFromUid ? ["the new uid is the old one"] : []),
    ...(Date.parse(data.end) - Date.parse(data.start) === data.duration * minuteMs
      ? []
      : ["the end does not fit the duration"]),
    ...(/^\w+@Cal\.com$/.test(data.icsUid) ? [] : ["icsUid has another form"]),
  ];
}
