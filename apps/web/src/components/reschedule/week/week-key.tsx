import { en } from "@/copy/en.ts";

const words = en.reschedule.week;

/** What the lanes mean; the times themselves are explained by the legend below. */
export function WeekKey({ name }: { name: string }) {
  return (
    <div className="wk-key">
      <span>{words.lanes(name)}</span>
      <span>
        <Sample mark="b" />
        {words.busy}
      </span>
      <span>
        <Sample mark="o" />
        {words.off}
      </span>
    </div>
  );
}

function Sample({ mark }: { mark: "b" | "o" }) {
  return (
    <span className="lane" aria-hidden="true">
      <i className={mark} />
    </span>
  );
}
