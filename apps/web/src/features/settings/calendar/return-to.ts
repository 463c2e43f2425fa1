const reschedulePage = /^\/meetings\/[0-9A-Z]{26}\/reschedule(\?[\w\-=&:.%]*)?$/;

/**
 * The page to return to after connecting. Only the reschedule page is accepted, so that a link to
 * the settings cannot redirect anywhere else.
 */
export function parseReturnTo(value: string | undefined): `/meetings/${string}` | null {
  return value !== undefined && reschedulePage.test(value) && isMeetingPath(value) ? value : null;
}

function isMeetingPath(path: string): path is `/meetings/${string}` {
  return path.startsWith("/meetings/");
}
