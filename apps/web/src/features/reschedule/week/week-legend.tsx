import type { Availability } from "@reslot/api";
import { useMessages } from "@/copy/messages-provider.tsx";

/** Explains the lanes; the legend below explains the times. */
export function WeekLegend({
  name,
  availability,
}: {
  name: string;
  availability: Availability | undefined;
}) {
  const t = useMessages("pick");
  const check = availability?.checks.mentee ?? "checked";
  return (
    <div className="wk-key">
      <span>{t("week.lanes", { name })}</span>
      {check === "checked" ? (
        <span>
          <Sample mark="b" />
          {t("week.busy")}
        </span>
      ) : (
        <span>
          <Sample mark="u" />
          {t("week.unknown")}
        </span>
      )}
      <span>
        <Sample mark="o" />
        {t("week.off")}
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
