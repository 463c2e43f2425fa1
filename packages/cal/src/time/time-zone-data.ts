/** Older data lack changes that are in force: clocks would be wrong for whole countries. */
const oldest = "2026b";

/**
 * The version of the time-zone data of this process, such as "2026c", for the log at startup.
 *
 * @throws {Error} when it is older than 2026b or unknown, so that the process does not start.
 */
export function requireTimeZoneData(version: string | undefined = process.versions["tz"]): string {
  if (version === undefined || !/^\d{4}[a-z]+$/.test(version)) {
    throw new Error(
      "This Node.js does not say which time-zone data it has; at least 2026b is needed.",
    );
  }
  if (version < oldest) {
    throw new Error(`This Node.js has time-zone data ${version}; at least ${oldest} is needed.`);
  }
  return version;
}
