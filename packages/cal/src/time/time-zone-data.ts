/** Older data lacks changes that are in force: clocks would be wrong for whole countries. */
const oldest = "2026b";

/**
 * The version of the time-zone data this process runs on, such as "2026c"; for the log at start.
 *
 * @throws {Error} when it is older than 2026b or cannot be told, so that the start is refused.
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
