/** A placeholder in the final size of the content that is loading. */
export function Skeleton({ className }: { className: string }) {
  return <div className={`sk ${className}`} aria-hidden="true" />;
}
