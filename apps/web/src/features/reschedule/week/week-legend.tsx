import type { Availability } from "@reslot/api";
import { en } from "@/copy/en.ts";

const words = en.reschedule.week;

/** Explains the lanes; the legend below explains the times. */
export function WeekLegend({
  name,
  availability,
}: {
  name: string;
  availability: Availability | undefined;
}) {
  const check = availability?.checks.mentee ?? "checked";
  return (
    <div className="wk-key">
      <span>{words.lanes(name)}</span>
      {check === "checked" ? (
        <span>
          <Sample mark="b" />
          {words.busy}
        </span>
      ) : (
        <span>
          <Sample mark="u" />
          {words.unknown}
        </span>
      )}
      <span>
        <Sample mark="o" />
        {words.off}
      </span>
    </div>
  );
}

function Sample({ mark }: { mark: "b" | "o" | "u" }) {
  return (
    <span className="lane" aria-hidden="true">
      <i className={mark} />
    </span>
  );
}
