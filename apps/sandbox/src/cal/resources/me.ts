import { callerOf, success, type Answer, type Call } from "../http/route.ts";

/** GET /v2/me (recording 01-me-coach). */
export function getMe(call: Call): Answer {
  const { id, email, name, username, timeZone, weekStart, defaultScheduleId } = callerOf(call);
  return success({
    id,
    email,
    name,
    avatarUrl: null,
    bio: null,
    timeFormat: 12,
    defaultScheduleId,
    weekStart,
    timeZone,
    username,
    organizationId: null,
  });
}
