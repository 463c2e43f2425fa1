import type { ComponentProps } from "react";

/** A white box with a hairline around it. */
export function Card({
  isPadded = false,
  className,
  ...rest
}: ComponentProps<"section"> & { isPadded?: boolean }) {
  const padded = isPadded ? " card-pad" : "";
  return <section className={`card${padded}${className ? ` ${className}` : ""}`} {...rest} />;
}
