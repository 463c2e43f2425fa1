import { parseInstant } from "@reslot/cal/time";
import { useNow } from "@/components/display/use-now.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";

/** How old the times are, and a button to refresh them. */
export function Freshness({
  asOf,
  isFetching,
  onCheck,
}: {
  asOf: string | undefined;
  isFetching: boolean;
  onCheck: () => void;
}) {
  const now = useNow(5_000);
  const t = useMessages("pick");
  const { ago } = useTimeWords();
  // An error is shown in place of the times.
  if (!asOf && !isFetching) return null;
  return (
    <span className="stamp">
      <span className="live" aria-hidden="true" />
      {asOf && !isFetching ? t("checked", { ago: ago(parseInstant(asOf), now) }) : t("checking")}
      <button type="button" className="linkbtn" onClick={onCheck}>
        {t("checkAgain")}
      </button>
    </span>
  );
}
