/** Whether times that conflict with the reader's own calendar are shown too. */
export function ShowAllSwitch({
  isOn,
  label,
  onChange,
}: {
  isOn: boolean;
  label: string;
  onChange: (isOn: boolean) => void;
}) {
  return (
    <button
      className="switch"
      type="button"
      role="switch"
      aria-checked={isOn}
      onClick={() => onChange(!isOn)}
    >
      <span className="t" />
      <span>{label}</span>
    </button>
  );
}
