import type { ReactNode } from "react";
import styles from "./settings.module.css";

/** A setting: its label, its control, and what it means. */
export function Row({
  label,
  htmlFor,
  hint,
  children,
}: {
  label: string;
  htmlFor?: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <div className={styles["row"]}>
      {htmlFor ? (
        <label className={styles["label"]} htmlFor={htmlFor}>
          {label}
        </label>
      ) : (
        <span className={styles["label"]}>{label}</span>
      )}
      <div>
        {children}
        {hint && (
          <p className={styles["hint"]} id={htmlFor && `${htmlFor}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

/** A setting with few values: radio buttons, side by side. */
export function ChoiceRow({
  label,
  name,
  value,
  options,
  onChoose,
}: {
  label: string;
  name: string;
  value: string;
  options: readonly { value: string; text: string }[];
  onChoose?: (value: string) => void;
}) {
  return (
    <fieldset className={styles["row"]}>
      <legend className={styles["label"]}>{label}</legend>
      <div className={styles["choices"]}>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === value}
              onChange={onChoose && (() => onChoose(option.value))}
            />
            <span>{option.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
