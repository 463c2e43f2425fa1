import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "./review.module.css";
import { TextArea } from "@/components/form/input.tsx";
import field from "@/components/form/field.module.css";
import fieldError from "@/components/form/field-error.module.css";

const maxReasonLength = 500;
const picks = ["clash", "ill", "travel"] as const;

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
    <div className={field.field}>
      <label htmlFor="reason">
        {t("reason.label")}{" "}
        <span className={isRequired ? field.needed : field.optional}>
          {t(isRequired ? "reason.required" : "reason.optional")}
        </span>
      </label>
      <ReasonPicks value={value} onChange={onChange} />
      <TextArea
        id="reason"
        name="reason"
        rows={2}
        maxLength={maxReasonLength}
        value={value}
        aria-required={isRequired}
        aria-invalid={isMissing}
        aria-describedby="reason-hint"
        onChange={(event) => onChange(event.target.value)}
      />
      <div className={field.hint} id="reason-hint">
        <span className={isMissing ? fieldError.error : undefined}>
          {t(isMissing ? "reason.missing" : "reason.hint", { name })}
        </span>
        {value !== "" && (
          <span className="tabular-nums">
            {t("reason.count", { used: value.length, max: maxReasonLength })}
          </span>
        )}
      </div>
    </div>
  );
}

/** The most frequent reasons; pressing one again takes it back. */
function ReasonPicks({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useMessages("review");
  return (
    <fieldset className={styles.picks} aria-label={t("reason.frequent")}>
      {picks.map((pick) => {
        const word = t(`reason.${pick}`);
        const isPicked = value.trim() === word;
        return (
          <button
            key={pick}
            type="button"
            className={styles.pick}
            aria-pressed={isPicked}
            onClick={() => onChange(isPicked ? "" : word)}
          >
            {word}
          </button>
        );
      })}
    </fieldset>
  );
}
