import { parseInstant } from "@reslot/cal/time";
import { useSyncExternalStore } from "react";
import { useNow } from "@/components/display/use-now.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import styles from "./freshness.module.css";

const noSubscription = () => () => {};

/** How old the times are, and a button to refresh them. */
export function Freshness({
  asOf,
  isFetching,
  isStale = false,
  onCheck,
}: {
  asOf: string | undefined;
  isFetching: boolean;
  /** Whether they could not be read again. */
  isStale?: boolean;
  onCheck: () => void;
}) {
  const now = useNow(5_000);
  const t = useMessages("pick");
  const { ago } = useTimeWords();
  // Where a device's clock is ahead, times of the server are old at once. The first render is as the server's.
  const isChecking = useSyncExternalStore(
    noSubscription,
    () => isFetching,
    () => isFetching && !asOf,
  );
  // An error is shown in place of the times.
  if (!asOf && !isChecking) return null;
  return (
    <span className={styles.stamp}>
      <span className={styles.dot} aria-hidden="true" />
      {asOf && !isChecking
        ? t(isStale ? "stale" : "checked", { ago: ago(parseInstant(asOf), now) })
        : t("checking")}
      <button type="button" className={styles.again} onClick={onCheck}>
        {t("checkAgain")}
      </button>
    </span>
  );
}
