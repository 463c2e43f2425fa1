import { cityOf } from "@reslot/cal/time";
import { Check, TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { en } from "@/copy/en.ts";
import { formatDayTime } from "@/time/format.ts";
import {
  type MoveContext,
  readingOf,
  type Span,
  theirDisplay,
} from "@/features/reschedule/model/move.ts";
import type { Slot } from "@/features/reschedule/slots/slots.ts";

const words = en.review.override;

/**
 * Warns that the time conflicts with the mentee's calendar, offers two others, and asks to confirm
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
  target: Span;
  verdict: Slot["verdict"];
  nearby: readonly Slot[];
  isChecked: boolean;
  isMissing: boolean;
  onCheck: (isChecked: boolean) => void;
  onChoose: (start: number) => void;
}) {
  return (
    <section className="banner banner-warn" aria-labelledby="override-title">
      <TriangleAlert className="i" />
      <div className="b-body">
        <strong id="override-title">{titleOf(move, target, verdict)}</strong>
        <p>
          {move.people.role === "coach" && words.body} {nearby.length > 0 && words.nearby}
        </p>
        {nearby.length > 0 && (
          <div className="mt-3 flex flex-wrap gap-2">
            {nearby.map(({ start }) => (
              <Button key={start} size="sm" onClick={() => onChoose(start)}>
                <Check className="i" />
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
  const { role, other } = move.people;
  return (
    <div className="check mt-4">
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
          {words.check}
        </label>
        <p className="small muted" id="override-note">
          {role === "coach" ? words.note(other.firstName) : words.noteOwn}
        </p>
        {isMissing && (
          <p className="field-error" role="alert">
            {words.needed}
          </p>
        )}
      </div>
    </div>
  );
}

function titleOf({ people, display }: MoveContext, target: Span, verdict: Slot["verdict"]): string {
  const isMentee = people.role === "mentee";
  const reader = isMentee ? display : theirDisplay(people, display);
  const { day, range } = readingOf(target, reader);
  const name = people.other.firstName;
  const when = `${day}, ${range} ${cityOf(reader.timeZone)} time`;
  if (verdict === "outsideMenteeHours") {
    return isMentee ? words.yourOutside(when) : words.outside(name, when);
  }
  return isMentee ? words.youBusy(when) : words.busy(name, when);
}
