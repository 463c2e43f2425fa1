import type { Availability } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { type People, readerOf } from "@reslot/react";
import { useNow } from "@/components/display/use-now.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";

/** More names would push the times off a phone's screen. */
const maxNames = 5;

/**
 * How many of the mentee's calendars were read and when, and what Reslot cannot see of them; to the
 * mentee with the calendars' names. Renders nothing when none could be read.
 */
export function ChecksLine({ people, checks }: { people: People; checks: Availability["checks"] }) {
  const t = useMessages("pick");
  const { ago } = useTimeWords();
  const now = useNow(30_000);
  const { mentee, details } = checks;
  if (mentee !== "checked" && mentee !== "nothingToCheck") return null;
  const reader = readerOf(people);
  const names = (details.calendarNames ?? []).filter(Boolean);
  return (
    <p className="small muted mt-2" aria-label={t("checks.label")}>
      {t("checks.read", {
        ...reader,
        count: details.calendarsRead,
        ago: ago(parseInstant(details.at), now),
      })}
      {names.length > 0 && (
        <>
          {" ("}
          <bdi>
            {names.slice(0, maxNames).join(", ")}
            {names.length > maxNames && "…"}
          </bdi>
          {")"}
        </>
      )}
      {"."}
      {details.unseen.map((kind) => ` ${t(`checks.${kind}`, reader)}`)}
    </p>
  );
}
