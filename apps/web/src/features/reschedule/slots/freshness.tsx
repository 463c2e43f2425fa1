import { parseInstant } from "@reslot/cal/time";
import { useNow } from "@/components/display/use-now.ts";
import { en } from "@/copy/en.ts";
import { agoText } from "@/time/delta.ts";

/** How old the times are, and the way to have them read again. */
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
  // Where they could not be read, that is said where they would be.
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
