import type { Json } from "../../cal/fixture.ts";
import type { Recording } from "./recordings.ts";
import type { Stage } from "../stage.ts";
import type { Answer, RecordedRequest } from "../target.ts";

const uidPattern = /^[1-9A-HJ-NP-Za-km-z]{22}$/;
const uuidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const recordedFeedUrl = "http://127.0.0.1:4999/m.ics";

/** The uids of bookings in the recorded path. */
export function namedUids({ request }: Recording): string[] {
  return request.path.split(/[/?&=]/).filter((part) => uidPattern.test(part));
}

/** The same of reservations. */
export function namedUuids({ request }: Recording): string[] {
  return request.path.split(/[/?&=]/).filter((part) => uuidPattern.test(part));
}

/** The recorded request with the stand-in's uids, credentials and calendar feed in place of the recorded ones. */
export function readdress(
  request: RecordedRequest,
  { subject, secrets, target }: Pick<Stage, "subject" | "secrets" | "target">,
): RecordedRequest {
  const path = request.path
    .split(/([/?&=])/)
    .map((part) =>
      subject !== "" && (uidPattern.test(part) || uuidPattern.test(part)) ? subject : part,
    )
    .join("")
    .replaceAll(encodeURIComponent(recordedFeedUrl), encodeURIComponent(target.feedUrl));
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, value]) => {
      if (name === "cookie") return [name, secrets.session];
      return [name, value.replace("Bearer <jwt>", `Bearer ${secrets.accessToken}`)];
    }),
  );
  return { ...request, path, headers, ...readdressBody(request.body, { secrets, target }) };
}

function readdressBody(
  body: unknown,
  { secrets, target }: Pick<Stage, "secrets" | "target">,
): { body?: unknown } {
  if (body === undefined || typeof body === "string") return body === undefined ? {} : { body };
  const text = JSON.stringify(body, (key: string, value: Json) => {
    if (value === "<jwt>") return secrets.refreshToken;
    return key === "code" && secrets.code !== "" ? secrets.code : value;
  });
  return { body: JSON.parse(text.replaceAll(recordedFeedUrl, target.feedUrl)) };
}

/** The answer with the recorded feed's address restored. */
export function readdressAnswer(answer: Answer, { target }: Pick<Stage, "target">): Answer {
  if (typeof answer.body !== "object") return answer;
  const text = JSON.stringify(answer.body)
    .replaceAll(target.feedUrl, recordedFeedUrl)
    .replaceAll(encodeURIComponent(target.feedUrl), encodeURIComponent(recordedFeedUrl));
  return { ...answer, body: JSON.parse(text) };
}
