import type { CalConnectionView } from "@reslot/api";
import { minuteMs, secondMs } from "@reslot/cal/time";

const quickLooks = 10;

/**
 * In how many milliseconds the page looks again at a connection; false: not by itself. Setting up live
 * updates takes seconds, or as long as Cal.com does not answer, and each look is a request to Cal.com.
 */
export function lookAgainIn(
  connection: Pick<CalConnectionView, "pollingReason"> | undefined,
  looks: number,
): number | false {
  if (connection?.pollingReason !== "settingUp") return false;
  return looks < quickLooks ? 3 * secondMs : minuteMs;
}
