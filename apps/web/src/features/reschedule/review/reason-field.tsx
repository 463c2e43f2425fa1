import { Card } from "@/components/ui/card.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";

const maxReasonLength = 500;

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
  const t = useMessages("review");
  return (
    <Card isPadded className="field">
      <label htmlFor="reason">
        {t("reason.label")}{" "}
        <span className={isRequired ? "needed" : "optional"}>
          {t(isRequired ? "reason.required" : "reason.optional")}
        </span>
      </label>
      <textarea
        className="input"
        id="reason"
        name="reason"
        rows={3}
        maxLength={maxReasonLength}
        placeholder={t("reason.placeholder", { name })}
        value={value}
        aria-required={isRequired}
        aria-invalid={isMissing}
        aria-describedby="reason-hint"
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="hint" id="reason-hint">
        <span className={isMissing ? "field-error" : undefined}>
          {t(isMissing ? "reason.missing" : "reason.hint", { name })}
        </span>
        <span className="tnum">
          {t("reason.count", { used: value.length, max: maxReasonLength })}
        </span>
      </div>
    </Card>
  );
}
