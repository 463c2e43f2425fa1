import { en } from "@/copy/en.ts";
import type { MenteeCheck } from "../slots.ts";

const words = en.reschedule.week;

/** What the lanes mean; the times themselves are explained by the legend below. */
export function WeekKey({
  name,
  check = "checked",
}: {
  name: string;
  check: MenteeCheck | undefined;
}) {
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
