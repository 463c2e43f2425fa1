import { plainText } from "@reslot/messages";
import styles from "./avatar.module.css";

/** Up to two initials; decoration beside a name. */
export function Avatar({ name, isMe = false }: { name: string; isMe?: boolean }) {
  return (
    <span
      className={isMe ? `${styles.avatar} ${styles.own}` : styles.avatar}
      data-avatar=""
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
}

/** "SO" for "Sam Okafor". */
export function initialsOf(name: string): string {
  const words = plainText(name).split(" ").filter(Boolean);
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : undefined];
  return letters
    .map((word) => (word ? String.fromCodePoint(word.codePointAt(0) ?? 32) : ""))
    .join("")
    .toUpperCase();
}
