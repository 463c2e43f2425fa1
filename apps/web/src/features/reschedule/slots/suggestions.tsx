import type { Availability } from "@reslot/api";
import { daysBetween, localDay, parseInstant } from "@reslot/cal/time";
import { isJudged, readerOf, theirDisplay } from "@reslot/react";
import { formatDay, formatDayTime, formatTime } from "@reslot/react/time";
import { ChevronRight } from "lucide-react";
import { useMessages } from "@/copy/messages-provider.tsx";
import { type MoveContext } from "@/features/reschedule/model/move.ts";
import { useIsLocked } from "./lock.ts";
import styles from "./suggestions.module.css";

type Suggested = NonNullable<Availability["suggestions"]>[number];

interface SuggestionsProps {
  move: MoveContext;
  /** Undefined while there is no answer. */
  availability: Availability | undefined;
  chosen: number | null;
  /** Starts that were taken while the page was open: they keep their place. */
  taken: ReadonlySet<number>;
  onChoose: (start: number) => void;
}

/** Up to three good times near the meeting, in order, each with its strongest reason. */
export function Suggestions({ move, availability, chosen, taken, onChoose }: SuggestionsProps) {
  const t = useMessages("slots");
  const suggestions = availability?.suggestions;
  if (suggestions === null || suggestions?.length === 0) return null;
  const title = t(availability && !isJudged(availability) ? "offeredNear" : "goodNear", {
    ...readerOf(move.people),
    day: formatDay(move.current.start, move.display),
  });
  return (
    <section aria-label={title} aria-busy={!suggestions} className={styles.row}>
      <h2 className={styles.title}>{title}</h2>
      <div className={styles.list}>
        {suggestions
          ? suggestions.map((suggestion) => (
              <Suggestion
                key={suggestion.start}
                {...{ move, suggestion, onChoose }}
                isChosen={parseInstant(suggestion.start) === chosen}
                isTaken={taken.has(parseInstant(suggestion.start))}
              />
            ))
          : [1, 2, 3].map((place) => <div key={place} className={styles.blank} />)}
      </div>
    </section>
  );
}

function Suggestion({
  move,
  suggestion,
  isChosen,
  isTaken,
  onChoose,
}: {
  move: MoveContext;
  suggestion: Suggested;
  isChosen: boolean;
  isTaken: boolean;
  onChoose: (start: number) => void;
}) {
  const start = parseInstant(suggestion.start);
  const isLocked = useIsLocked();
  const isOff = isTaken || isLocked;
  const words = useSuggestionWords(move, { start, reasons: isTaken ? null : suggestion.reasons });
  return (
    <button
      type="button"
      className={styles.time}
      data-suggestion=""
      aria-pressed={isChosen}
      aria-disabled={isOff ? true : undefined}
      data-taken={isTaken ? "" : undefined}
      onClick={() => {
        if (!isOff) onChoose(start);
      }}
    >
      <b>{formatDayTime(start, move.display)}</b>
      <span className={styles.why}>{words}</span>
      <ChevronRight />
    </button>
  );
}

/** The other person's time, and the strongest reason; without reasons that it was taken. */
export function useSuggestionWords(
  move: MoveContext,
  { start, reasons }: { start: number; reasons: Suggested["reasons"] | null },
): string {
  const t = useMessages("slots");
  const { people, display, current } = move;
  const name = people.other.firstName;
  const theirs = theirDisplay(people, display);
  const time = theirs
    ? t("forPerson", { time: formatTime(start, theirs), name })
    : t("theirZoneNotSet", { name });
  const reason = reasons ? reasonFor(move, reasons) : "taken";
  if (reason === null) return time;
  if (reason !== "closeToOriginal") return t(`reasons.${reason}`, { time });
  const dayAt = (ms: number) => localDay(ms, display.timeZone);
  const days = daysBetween(dayAt(current.start), dayAt(start));
  const distance = days === 0 ? "sameDay" : days < 0 ? "earlier" : "later";
  return t(`reasons.${distance}`, { time, count: Math.abs(days) });
}

/** The one that sets a time apart most comes first. */
const strongest = [
  "sameTime",
  "keepsCadence",
  "sameWeekday",
  "closeToOriginal",
  "notBackToBack",
  "daytimeForBoth",
  "soonest",
] as const;
/** Said of the two people's own clocks, so not beside times in another zone. */
const byClock: ReadonlySet<string> = new Set(["sameTime", "sameWeekday", "daytimeForBoth"]);

function reasonFor({ people, display }: MoveContext, reasons: Suggested["reasons"]) {
  const isOwnZone = display.timeZone === people.me.timeZone;
  const said = strongest.filter((reason) => reasons.includes(reason));
  return said.find((reason) => isOwnZone || !byClock.has(reason)) ?? null;
}
