import { parseInstant } from "@reslot/cal/time";
import { useNow } from "@/components/display/use-now.ts";
import { en } from "@/copy/en.ts";
import { agoText } from "@/time/delta.ts";

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
  const words = en.reschedule;
  // An error is shown in place of the times.
  if (!asOf && !isFetching) return null;
  return (
    <span className="stamp">
      <span className="live" aria-hidden="true" />
      {asOf && !isFetching ? words.checked(agoText(parseInstant(asOf), now)) : words.checking}
      <button type="button" className="linkbtn" onClick={onCheck}>
        {words.checkAgain}
      </button>
    </span>
  );
}
