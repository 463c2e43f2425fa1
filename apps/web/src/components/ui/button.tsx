import Link from "next/link";
import type { ComponentProps } from "react";

export interface ButtonLook {
  variant?: "primary" | "secondary" | "quiet" | "danger";
  size?: "sm" | "md" | "lg";
}

function classes({ variant = "secondary", size = "md" }: ButtonLook, extra?: string): string {
  const sized = size === "md" ? "" : ` btn-${size}`;
  return `btn btn-${variant}${sized}${extra ? ` ${extra}` : ""}`;
}

/**
 * A button labelled by its result. Rather than hide it, set `aria-disabled` and give the reason as
 * its label.
 */
export function Button({
  variant = "secondary",
  size = "md",
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & ButtonLook) {
  return (
    <button
      // oxlint-disable-next-line react/button-has-type
      type={type}
      className={classes({ variant, size }, className)}
      {...rest}
    />
  );
}

/** A link that looks like a button, for navigation. */
export function ButtonLink<Href extends string>({
  variant = "secondary",
  size = "md",
  className,
  ...rest
}: ComponentProps<typeof Link<Href>> & ButtonLook) {
  return <Link className={classes({ variant, size }, className)} {...rest} />;
}

/** The same for targets that are not pages of this app, such as redirects: never prefetched. */
export function PlainButtonLink({
  variant = "secondary",
  size = "md",
  className,
  children,
  ...rest
}: ComponentProps<"a"> & ButtonLook) {
  return (
    <a className={classes({ variant, size }, className)} {...rest}>
      {children}
    </a>
  );
}
