/** Whether this runtime's time-zone data know a zone of this name, such as "Europe/Berlin". */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/**
 * The runtime's name of a zone that comes from elsewhere: "asia/katmandu" is "Asia/Katmandu", "US/Pacific"
 * is "America/Los_Angeles". null for what is no IANA name ("W. Europe Standard Time", "+05:45", "") or
 * unknown here.
 */
export function normalizeTimeZone(name: string | null | undefined): string | null {
  if (!name || !ianaName.test(name)) return null;
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

const ianaName = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;

/** The IANA zone this machine is set to. */
export function deviceTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
