import styles from "./pip.module.css";

/** Marks a time: `here` where the meeting is, `new` where it goes, `open` where the other person chooses. */
export function Pip({ kind }: { kind: "here" | "new" | "open" }) {
  return <span className={styles[kind]} aria-hidden="true" />;
}
