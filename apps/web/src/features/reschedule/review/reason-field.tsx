import { Card } from "@/components/ui/card.tsx";
import { en } from "@/copy/en.ts";

const maxReasonLength = 500;
const words = en.review.reason;

/** The reason for the move, which the other person reads. */
export function ReasonField({
  name,
  value,
  isRequired,
  isMissing,
  onChange,
}: {
  name: string;
  value: string;
  isRequired: boolean;
  isMissing: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <Card isPadded className="field">
      <label htmlFor="reason">
        {words.label}{" "}
        <span className={isRequired ? "needed" : "optional"}>
          {isRequired ? words.required : words.optional}
        </span>
      </label>
      <textarea
        className="input"
        id="reason"
        name="reason"
        rows={3}
        maxLength={maxReasonLength}
        placeholder={words.placeholder(name)}
        value={value}
        aria-required={isRequired}
        aria-invalid={isMissing}
        aria-describedby="reason-hint"
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="hint" id="reason-hint">
        <span className={isMissing ? "field-error" : undefined}>
          {isMissing ? words.missing(name) : words.hint(name)}
        </span>
        <span className="tnum">{words.count(value.length, maxReasonLength)}</span>
      </div>
    </Card>
  );
}
