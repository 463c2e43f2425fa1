import styles from "./skeleton.module.css";

/** A placeholder in the final size of the content that is loading. */
export function Skeleton({ className }: { className: string }) {
  return <div className={`${styles.skeleton} ${className}`} aria-hidden="true" />;
}
