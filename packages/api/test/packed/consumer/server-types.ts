import {
  type AppErrorCode,
  type AppRouter,
  appRouter,
  createContext,
  type RouterInputs,
  type RouterOutputs,
} from "@reslot/api";
import { isAppErrorCode } from "@reslot/api/errors";
import { type ClerkCallers, type ClerkCallersOptions, createClerkCallers } from "@reslot/api/clerk";
import {
  type Connection,
  createFetchHandler,
  type FetchHandlerOptions,
  type SessionCheck,
} from "@reslot/api/fetch";
import { rescheduleInputSchema } from "@reslot/api/schemas";
import { AppError, createPorts } from "@reslot/api/server";
import { settingsFromEnv } from "@reslot/api/settings";
import { CalError, createCalClient } from "@reslot/cal";
import { judgeSlots } from "@reslot/cal/availability";
import { parseInstant } from "@reslot/cal/time";
import { createDb } from "@reslot/db";
import { errorMessage } from "@reslot/messages";
import { messagesFor } from "@reslot/messages/catalogue";

/** Each of these is what it says, outside our repository too: a line that should fail would else be an error. */
export const when: RouterInputs["booking"]["list"]["when"] = "upcoming";
// @ts-expect-error -- a list is of upcoming or of past meetings
export const never: RouterInputs["booking"]["list"]["when"] = "someday";

export function outcomeOf(result: RouterOutputs["booking"]["reschedule"]): "moved" | "waits" {
  // @ts-expect-error -- no move ends like this
  if (result.outcome === "finished") return "moved";
  return result.outcome === "moved" ? "moved" : "waits";
}

// @ts-expect-error -- no such code
export const code: AppErrorCode = "NOT_A_CODE";
export const title = (booking: RouterOutputs["booking"]["get"]): string => booking.title;
// @ts-expect-error -- the version of a booking is a number
export const version = (booking: RouterOutputs["booking"]["get"]): string => booking.version;

export const unchecked: SessionCheck = "tokenIsEnough";
export const byClerk = (options: ClerkCallersOptions): ClerkCallers => createClerkCallers(options);
type Undecided = Omit<FetchHandlerOptions, "isStanding">;
// @ts-expect-error -- a host decides how it finds out that a session has ended
export const undecided = (options: Undecided) => createFetchHandler(options);
export const direct: Connection = { remoteAddress: "192.0.2.1" };

export type Router = AppRouter;
export const used = {
  appRouter,
  createContext,
  isAppErrorCode,
  rescheduleInputSchema,
  AppError,
  createPorts,
  settingsFromEnv,
  CalError,
  createCalClient,
  judgeSlots,
  parseInstant,
  createDb,
  errorMessage,
  messagesFor,
};
