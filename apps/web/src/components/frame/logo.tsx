import styles from "./logo.module.css";

/** The look of the product's name with its logo in front. */
export const brandClass = styles.brand;

/** A hollow slot behind a solid one: the old time and the new time. */
export function Logo() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <rect
        x="2.75"
        y="2.75"
        width="12.5"
        height="12.5"
        rx="3.75"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeDasharray="3.1 2.3"
        strokeLinecap="round"
      />
      <rect
        x="8"
        y="8"
        width="14"
        height="14"
        rx="4.25"
        fill="var(--accent)"
        stroke="var(--canvas)"
        strokeWidth="1.5"
      />
      <path
        d="M11.7 15.2l2.3 2.3 4.2-4.6"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="1.9"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
