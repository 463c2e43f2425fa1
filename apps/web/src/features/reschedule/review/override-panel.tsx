import banner from "@/components/ui/banner.module.css";
import { cityOf, type Interval } from "@reslot/cal/time";
import type { Translate } from "@reslot/messages";
import { readerOf, type Slot, theirDisplay } from "@reslot/react";
import { formatDayTime } from "@reslot/react/time";
import { Check, TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { type MoveContext, readingOf } from "@/features/reschedule/model/move.ts";
import { FieldError } from "@/components/form/field-error.tsx";
import check from "@/components/form/check.module.css";

/**
 * Warns that the time conflicts with the mentee's calendar or that it could not be read, offers two others, and asks to confirm
 * it anyway.
 */
export function OverridePanel({
  move,
  target,
  verdict,
  nearby,
  isChecked,
  isMissing,
  onCheck,
  onChoose,
}: {
  move: MoveContext;
  target: Interval;
  verdict: Slot["verdict"];
  nearby: readonly Slot[];
  isChecked: boolean;
  isMissing: boolean;
  onCheck: (isChecked: boolean) => void;
  onChoose: (start: number) => void;
}) {
  const t = useMessages("review");
  return (
    <section className={`${banner.banner} ${banner.warn}`} aria-labelledby="override-title">
      <TriangleAlert />
      <div className={banner.body}>
        <strong id="override-title">{titleOf(t, move, { target, verdict })}</strong>
        <p>
          {move.people.role === "coach" && verdict !== "menteeUnknown" && t("override.body")}{" "}
          {nearby.length > 0 && t("override.nearby")}
        </p>
        {nearby.length > 0 && (
          <div className="mt-3 flex flex-wrap gap-2">
            {nearby.map(({ start }) => (
              <Button key={start} size="sm" onClick={() => onChoose(start)}>
                <Check />
                {formatDayTime(start, move.display)}
              </Button>
            ))}
          </div>
        )}
        <OverrideCheck {...{ move, isChecked, isMissing, onCheck }} />
      </div>
    </section>
  );
}

function OverrideCheck({
  move,
  isChecked,
  isMissing,
  onCheck,
}: {
  move: MoveContext;
  isChecked: boolean;
  isMissing: boolean;
  onCheck: (isChecked: boolean) => void;
}) {
  const t = useMessages("review");
  return (
    <div className={`${check.check} mt-4`}>
      <input
        type="checkbox"
        id="override"
        name="overrideConflict"
        value="1"
        checked={isChecked}
        aria-invalid={isMissing}
        aria-describedby="override-note"
        onChange={(event) => onCheck(event.target.checked)}
      />
      <div>
        <label className="strong" htmlFor="override">
          {t("override.check")}
        </label>
        <p className="small muted" id="override-note">
          {t("override.note", readerOf(move.people))}
        </p>
        {isMissing && <FieldError>{t("override.needed")}</FieldError>}
      </div>
    </div>
  );
}

function titleOf(
  t: Translate<"review">,
  { people, display }: MoveContext,
  { target, verdict }: { target: Interval; verdict: Slot["verdict"] },
): string {
  // The person whose calendar conflicts reads the time in their own zone, where it is known.
  const theirs = people.role === "mentee" ? null : theirDisplay(people, display);
  const { timeZone, locale } = theirs ?? display;
  const { day, range } = readingOf(target, { timeZone, locale });
  const when = t("override.when", { day, range, city: cityOf(timeZone) });
  return t(titleKeys[verdict] ?? "override.busy", { ...readerOf(people), when });
}

const titleKeys: Readonly<
  Partial<Record<Slot["verdict"], "override.outside" | "override.unread">>
> = {
  outsideMenteeHours: "override.outside",
  menteeUnknown: "override.unread",
};
