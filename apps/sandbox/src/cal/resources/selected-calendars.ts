import { z } from "zod";
import { calendarsOf } from "../state/find.ts";
import { refuse } from "../http/problem.ts";
import { callerOf, queryObject, success, type Answer, type Call } from "../http/route.ts";
import { numberField, parseStrict, stringField } from "../http/validate.ts";

const inputSchema = z.strictObject({
  integration: stringField("integration"),
  externalId: stringField("externalId"),
  credentialId: numberField("credentialId"),
  delegationCredentialId: stringField("delegationCredentialId").optional(),
});

/** POST /v2/selected-calendars: 201; the calendar's busy times then hide the caller's slots. */
export function selectCalendar(call: Call): Answer {
  return success(mark(call, call.body, true), 201);
}

/** DELETE /v2/selected-calendars: the calendar in the query no longer counts. */
export function deselectCalendar(call: Call): Answer {
  return success(mark(call, queryObject(call.query), false));
}

function mark(call: Call, input: unknown, selected: boolean): object {
  const { integration, externalId, credentialId } = parseStrict(inputSchema, input);
  const { id: userId } = callerOf(call);
  const calendar = calendarsOf(call.world, userId).find(
    (entry) => entry.credentialId === credentialId && entry.externalId === externalId,
  );
  if (calendar === undefined) throw refuse(401, "These credentials do not belong to you");
  calendar.selected = selected;
  call.world.store.save();
  return { userId, integration, externalId, credentialId };
}
