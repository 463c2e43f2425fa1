import { ArrowLeft } from "lucide-react";
import { Link } from "@/components/ui/link.tsx";
import type { ReactNode } from "react";
import styles from "./page-head.module.css";

/** Where the reader came from: a page, or an earlier step of this one. */
type Back = { label: ReactNode } & ({ href: string } | { onBack: () => void });

/**
 * The head of a page: the way back, the title, and what belongs to it on the same line. On small screens the way back
 * is an arrow beside the title, and the facts are left out.
 */
export function PageHead({
  back,
  title,
  facts,
  actions,
}: {
  back: Back;
  title: ReactNode;
  facts?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={styles.head}>
      <BackLink {...back} />
      <h1 className={styles.title} tabIndex={-1}>
        {title}
      </h1>
      {facts && <p className={styles.facts}>{facts}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

function BackLink({ label, ...to }: Back) {
  const content = (
    <>
      <ArrowLeft className="icon-sm" />
      <span className={styles.label}>{label}</span>
    </>
  );
  if ("href" in to) {
    return (
      <Link className={styles.back} href={{ pathname: to.href }}>
        {content}
      </Link>
    );
  }
  return (
    <button type="button" className={styles.back} onClick={to.onBack}>
      {content}
    </button>
  );
}
