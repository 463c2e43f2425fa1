import { LoaderCircle } from "lucide-react";

/** Something takes a while. Turns only where motion is welcome. */
export function Spinner({ className = "" }: { className?: string }) {
  return <LoaderCircle className={`motion-safe:animate-spin ${className}`} />;
}
