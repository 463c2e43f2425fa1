/** Up to three dots: more dots, more good times. */
export function Pips({ count }: { count: number }) {
  const marks = count === 0 ? 0 : count < 2 ? 1 : count < 4 ? 2 : 3;
  return (
    <span className="pips" aria-hidden="true">
      {["a", "b", "c"].slice(0, marks).map((key) => (
        <i key={key} />
      ))}
    </span>
  );
}

/** The class names of a day in the month and in the strip. */
export function dayClass(day: {
  count: number;
  isChosen: boolean;
  isCurrent: boolean;
  isToday: boolean;
}): string {
  const marks = [
    day.count === 0 && "none",
    day.isToday && "today",
    day.isCurrent && "cur",
    day.isChosen && "on",
  ];
  return ["mday", ...marks.filter(Boolean)].join(" ");
}
