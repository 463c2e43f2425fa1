import type { LaneMark, LanePart, Minutes } from "@reslot/react/week";
import styles from "./lane.module.css";
import { topAt } from "./top-at.ts";

/** One person's day: free where it is white, and never white where nothing is known. */
export function Lane({
  side,
  parts,
  hours,
}: {
  side: "mine" | "theirs";
  /** null: not read yet, or not readable. */
  parts: readonly LanePart[] | null;
  hours: Minutes;
}) {
  const look = parts ? "" : ` ${styles.blank}`;
  return (
    <span className={`${styles.lane} ${styles[side]}${look}`} aria-hidden="true">
      {parts?.map((part) => {
        const from = Math.max(part.from, hours.from);
        const to = Math.min(part.to, hours.to);
        return (
          from < to && (
            <i
              key={`${part.mark} ${part.from}`}
              className={styles[part.mark]}
              data-mark={part.mark}
              style={{ top: topAt(from, hours), height: `calc(var(--h) * ${(to - from) / 60})` }}
            />
          )
        );
      })}
    </span>
  );
}

/** A piece of a lane, for the legend. */
export function LaneSample({ mark }: { mark: LaneMark | "free" }) {
  return (
    <span className={`${styles.lane} ${styles.sample}`} aria-hidden="true">
      {mark !== "free" && <i className={styles[mark]} />}
    </span>
  );
}
