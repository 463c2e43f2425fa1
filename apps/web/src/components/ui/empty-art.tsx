/** Illustration of an empty list: a hollow slot and a solid one. */
export function EmptyArt() {
  return (
    <svg
      className="mb-3 text-line-control"
      width="132"
      height="84"
      viewBox="0 0 132 84"
      fill="none"
      aria-hidden="true"
    >
      <rect
        x="6"
        y="8"
        width="76"
        height="48"
        rx="10"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeDasharray="5 5"
      />
      <rect
        x="44"
        y="24"
        width="82"
        height="52"
        rx="11"
        fill="var(--accent-soft)"
        stroke="var(--accent-line)"
        strokeWidth="1.5"
      />
      <path
        d="M74 51l8 8 16-18"
        stroke="var(--accent-ink)"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
