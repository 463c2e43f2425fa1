import { type DaysView, dayWords, stateOf } from "@reslot/react/labels";
import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "./month.module.css";

/** Up to three bars: more bars, more good times. A grey one for a day that is being read, "!" for one that failed. */
export function DayMark({ day, view }: { day: string; view: DaysView }) {
  const { kind } = stateOf(day, view);
  return (
    <span className={styles.marks} aria-hidden="true">
      {kind === "checking" && <i className={styles.wait} />}
      {kind === "failed" && <b>{"!"}</b>}
      {kind === "answered" && <Bars count={view.counts.get(day) ?? 0} />}
    </span>
  );
}

function Bars({ count }: { count: number }) {
  const marks = count === 0 ? 0 : count < 2 ? 1 : count < 4 ? 2 : 3;
  return ["a", "b", "c"].slice(0, marks).map((key) => <i key={key} />);
}

/** The bars of a legend. */
export function SampleMark() {
  return (
    <span className={styles.marks} aria-hidden="true">
      <Bars count={2} />
    </span>
  );
}

/** A day's count, or "…", "!" and "–" where there is none to tell; for the strip of a week. */
export function DayCount({ day, view }: { day: string; view: DaysView }) {
  const t = useMessages("pick");
  const { kind } = stateOf(day, view);
  const count = view.counts.get(day) ?? 0;
  const text = { past: "", checking: "…", failed: "!", answered: count > 0 ? `${count}` : "–" }[
    kind
  ];
  return (
    <em aria-hidden="true" title={dayWords(t, day, view)}>
      {text}
    </em>
  );
}

/** The class names of a day in the month and in the strip. */
export function dayClass(day: string, view: DaysView): string {
  const hasTimes = (view.counts.get(day) ?? 0) > 0;
  const { kind } = stateOf(day, view);
  const isEmpty = kind === "past" || (kind === "answered" && !hasTimes);
  const marks = [
    styles.day,
    isEmpty && styles.empty,
    day === view.today && styles.today,
    day === view.currentDay && styles.meeting,
    day === view.day && styles.chosen,
  ];
  return marks.filter(Boolean).join(" ");
}
