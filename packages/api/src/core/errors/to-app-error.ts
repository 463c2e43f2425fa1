import { TRPCError } from "@trpc/server";
import { CalError } from "@reslot/cal";
import { DbError } from "@reslot/db";
import { inputs } from "@reslot/messages/inputs";
import { ZodError } from "zod";
import { AppError } from "./app-error.ts";
import { fromCalError } from "./from-cal-error.ts";

/** PostgREST: a claim of the token no longer holds. It can end between the session's check and the query. */
const sessionEnded = "PGRST303";

/** A guess: the database has said nothing. */
const databaseBackMs = 5_000;

/** Maps anything thrown below the API to an AppError; the unexpected becomes INTERNAL and keeps its cause. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof CalError) return fromCalError(error);
  if (error instanceof DbError && error.code === "INVALID") {
    return new AppError("INVALID_INPUT", { cause: error });
  }
  if (error instanceof DbError && error.code === "UNAVAILABLE") {
    return new AppError("SERVICE_BUSY", {
      details: { retryAfterMs: databaseBackMs },
      cause: error,
    });
  }
  if (error instanceof DbError && error.sqlState === sessionEnded) {
    return new AppError("UNAUTHENTICATED", { cause: error });
  }
  if (error instanceof ZodError) return fromZodError(error);
  if (error instanceof TRPCError) return fromTrpcError(error);
  return new AppError("INTERNAL", { cause: error });
}

function fromZodError(error: ZodError): AppError {
  const details = Object.fromEntries(
    error.issues.flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => [[...issue.path, key].join("."), inputs.unknownField])
        : [[issue.path.join(".") || "input", issue.message]],
    ),
  );
  return new AppError("INVALID_INPUT", { details, cause: error });
}

/** tRPC's own refusals: it could not find, read or accept the request. */
const requestFaults: ReadonlySet<TRPCError["code"]> = new Set([
  "BAD_REQUEST",
  "PARSE_ERROR",
  "METHOD_NOT_SUPPORTED",
  "UNSUPPORTED_MEDIA_TYPE",
  "PAYLOAD_TOO_LARGE",
]);

function fromTrpcError(error: TRPCError): AppError {
  const wrapsOurs = error.code === "INTERNAL_SERVER_ERROR" || isOurs(error.cause);
  if (error.cause && wrapsOurs) return toAppError(error.cause);
  if (error.code === "NOT_FOUND") {
    return new AppError("NOT_FOUND", { kind: "operation" });
  }
  return new AppError(requestFaults.has(error.code) ? "INVALID_INPUT" : "INTERNAL", {
    cause: error,
  });
}

function isOurs(cause: unknown): boolean {
  return cause instanceof AppError || cause instanceof ZodError || cause instanceof CalError;
}
