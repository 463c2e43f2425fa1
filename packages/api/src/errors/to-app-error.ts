import { TRPCError } from "@trpc/server";
import { CalError } from "@reslot/cal";
import { DbError } from "@reslot/db";
import { ZodError } from "zod";
import { AppError } from "./app-error.ts";
import { fromCalError } from "./from-cal-error.ts";

/** Anything thrown below the API becomes an AppError here; the unforeseen keeps fixed words and its cause. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof CalError) return fromCalError(error);
  if (error instanceof DbError && error.code === "INVALID") {
    return new AppError("INVALID_INPUT", { cause: error });
  }
  if (error instanceof ZodError) return fromZodError(error);
  if (error instanceof TRPCError) return fromTrpcError(error);
  return new AppError("INTERNAL", { cause: error });
}

function fromZodError(error: ZodError): AppError {
  const details = Object.fromEntries(
    error.issues.flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => [[...issue.path, key].join("."), "Unknown field."])
        : [[issue.path.join(".") || "input", issue.message]],
    ),
  );
  return new AppError("INVALID_INPUT", { details, cause: error });
}

function fromTrpcError(error: TRPCError): AppError {
  if (error.cause) return toAppError(error.cause);
  switch (error.code) {
    case "NOT_FOUND":
      return new AppError("NOT_FOUND", { message: "There is no such operation." });
    case "UNAUTHORIZED":
      return new AppError("UNAUTHENTICATED", { cause: error });
    case "BAD_REQUEST":
    case "PARSE_ERROR":
    case "METHOD_NOT_SUPPORTED":
    case "UNSUPPORTED_MEDIA_TYPE":
    case "PAYLOAD_TOO_LARGE":
      return new AppError("INVALID_INPUT", { cause: error });
    default:
      return new AppError("INTERNAL", { cause: error });
  }
}
