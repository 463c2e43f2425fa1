import look from "./show-all-switch.module.css";
import styles from "./times.module.css";

/** Whether times that conflict with the reader's own calendar are shown too. */
export function ShowAllSwitch({
  isOn,
  label,
  place,
  onChange,
}: {
  isOn: boolean;
  label: string;
  /** Above the times, or below them on small screens, where it would push the first one down. */
  place: "above" | "below";
  onChange: (isOn: boolean) => void;
}) {
  return (
    <button
      className={`${look.switch} ${styles[place]}`}
      type="button"
      role="switch"
      aria-checked={isOn}
      onClick={() => onChange(!isOn)}
    >
      <span className={look.track} />
      <span>{label}</span>
    </button>
  );
}
