import { parseInstant, isInstant } from "../../time/instant.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const fixdate = /^\w{3}, (?<day>\d{2}) (?<month>\w{3}) (?<year>\d{4}) (?<time>[\d:]{8}) GMT$/;
const rfc850 = /^\w{6,9}, (?<day>\d{2})-(?<month>\w{3})-(?<year>\d{2}) (?<time>[\d:]{8}) GMT$/;
const asctime = /^\w{3} (?<month>\w{3}) (?<day>[ \d]\d) (?<time>[\d:]{8}) (?<year>\d{4})$/;

/**
 * An HTTP-date in any of its three forms as epoch milliseconds; null for anything else. A year of two
 * digits is of this century. Source: RFC 9110, section 5.6.7.
 */
export function parseHttpDate(text: string): number | null {
  const trimmed = text.trim();
  const parts = (fixdate.exec(trimmed) ?? rfc850.exec(trimmed) ?? asctime.exec(trimmed))?.groups;
  if (!parts) return null;
  const { day = "", month = "", year = "", time = "" } = parts;
  const monthNumber = String(months.indexOf(month) + 1).padStart(2, "0");
  const iso = `${year.padStart(4, "20")}-${monthNumber}-${day.trim().padStart(2, "0")}T${time}Z`;
  return isInstant(iso) ? parseInstant(iso) : null;
}
