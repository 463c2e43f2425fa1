import { type ErrorDetails, type ErrorPayload, isAppErrorCode } from "@reslot/api/errors";

/** For a failure that carries nothing, such as a lost connection. */
const unknown: ErrorPayload = { code: "INTERNAL", message: "", details: {} };

/** What the API said about a failure; INTERNAL without words when nothing came back. */
export function payloadOf(error: unknown): ErrorPayload {
  const data = field(error, "data");
  const app = field(data, "app");
  const code = field(app, "code");
  const message = field(app, "message");
  if (typeof code !== "string" || !isAppErrorCode(code)) return unknown;
  return {
    code,
    message: typeof message === "string" ? message : "",
    details: detailsOf(field(app, "details")),
  };
}

function detailsOf(value: unknown): ErrorDetails {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string | number | boolean | null] =>
        entry[1] === null || ["string", "number", "boolean"].includes(typeof entry[1]),
    ),
  );
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
