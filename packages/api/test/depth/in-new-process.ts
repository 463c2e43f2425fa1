import { systemClock } from "@reslot/cal/time";
import { ulid } from "ulid";
import { apiScopes, createCaller, createContext } from "../../src/index.ts";
import { createPorts } from "../../src/server.ts";
import { type Meeting, type PersonKey, settingsWith } from "../support/meeting.ts";

/** The same meeting for a process that has just started: it has read nothing yet. */
export function inNewProcess(meeting: Meeting, clock = systemClock): Meeting {
  const identity = { getProfile: () => Promise.reject(new Error("Nobody signs up here.")) };
  const log = { info: () => undefined, error: () => undefined };
  const ports = createPorts(settingsWith(), { identity, log, clock });
  const as = (key: PersonKey) =>
    createCaller(() =>
      createContext(ports)({
        caller: {
          kind: "apiKey",
          clerkUserId: meeting.people[key].clerkUserId,
          scopes: apiScopes,
        },
        request: { origin: null, contentType: "application/json", requestId: ulid() },
      }),
    );
  return { ...meeting, ports, as };
}
