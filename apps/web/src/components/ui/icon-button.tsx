import type { ComponentProps } from "react";
import styles from "./icon-button.module.css";

/** A square button with an icon, named by its `aria-label`. */
export function IconButton({ className, ...rest }: ComponentProps<"button">) {
  return <button type="button" className={iconButtonClass(className)} {...rest} />;
}

/** The look of an icon button, for a link. */
export function iconButtonClass(className?: string): string {
  return [styles.button, className].filter(Boolean).join(" ");
}
