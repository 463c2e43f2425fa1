import { Link } from "@/components/ui/link.tsx";
import type { Route } from "next";
import styles from "./segmented-links.module.css";

/** Links to a few views of the same thing, side by side. */
export function SegmentedLinks<Href extends string>({
  label,
  items,
}: {
  label: string;
  items: readonly { href: Route<Href>; text: string; isCurrent: boolean }[];
}) {
  return (
    <nav className={styles.segments} aria-label={label}>
      {items.map(({ href, text, isCurrent }) => (
        <Link key={text} href={href} aria-current={isCurrent ? "page" : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  );
}
