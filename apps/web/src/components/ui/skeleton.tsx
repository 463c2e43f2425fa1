/** A quiet box in the final size of what is on its way. */
export function Skeleton({ className }: { className: string }) {
  return <div className={`sk ${className}`} aria-hidden="true" />;
}
