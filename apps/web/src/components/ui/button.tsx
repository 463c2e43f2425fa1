import { Link } from "@/components/ui/link.tsx";
import type { ComponentProps } from "react";
import styles from "./button.module.css";

export interface ButtonLook {
  variant?: "primary" | "secondary" | "quiet" | "danger";
  size?: "sm" | "md" | "lg";
}

/** The look of a button, for what is none: a select, or a part that a library renders. */
export function buttonClass({ variant = "secondary", size = "md" }: ButtonLook, extra?: string) {
  return [styles.button, styles[variant], size !== "md" && styles[size], extra]
    .filter(Boolean)
    .join(" ");
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
      className={buttonClass({ variant, size }, className)}
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
  return <Link className={buttonClass({ variant, size }, className)} {...rest} />;
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
    <a className={buttonClass({ variant, size }, className)} {...rest}>
      {children}
    </a>
  );
}
