import { Button, ButtonLink, PlainButtonLink } from "@/components/ui/button.tsx";
import { EmptyArt } from "@/components/ui/empty-art.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import { isNarrowed, type ListQuery, wholeList } from "./list-query.ts";
import type { ChangeList } from "./use-list-query.ts";
import styles from "./empty-list.module.css";

/** Why there are no meetings, and what can be done about it. */
export function EmptyList({
  query,
  change,
  isConnected,
}: {
  query: ListQuery;
  change: ChangeList;
  isConnected: boolean;
}) {
  const t = useMessages("meetings");
  const { when } = query;
  if (isNarrowed(query)) {
    return (
      <div className={styles.empty}>
        <h2>{t("empty.none.title")}</h2>
        <p>{t("empty.none.body", { when })}</p>
        <Button size="sm" onClick={() => change(wholeList(when))}>
          {t("filters.clear")}
        </Button>
      </div>
    );
  }
  const kind = isConnected ? when : "notConnected";
  return (
    <div className={styles.empty}>
      <EmptyArt />
      <h2>{t(`empty.${kind}.title`)}</h2>
      <p>{t(`empty.${kind}.body`)}</p>
      {kind === "notConnected" && (
        <PlainButtonLink variant="primary" href={paths.connectCal(paths.meetings)}>
          {t("empty.notConnected.connect")}
        </PlainButtonLink>
      )}
      {when === "upcoming" ? (
        <ButtonLink href={paths.pastMeetings}>{t("empty.seePast")}</ButtonLink>
      ) : (
        <ButtonLink href={paths.meetings}>{t("empty.seeUpcoming")}</ButtonLink>
      )}
    </div>
  );
}

/** Nothing is known of the list: neither that it is empty nor what is in it. */
export function FailedList({ onRetry }: { onRetry: () => void }) {
  const t = useMessages("meetings");
  return (
    <div className={styles.empty} role="alert">
      <h2>{t("failed.title")}</h2>
      <Button onClick={onRetry}>{t("failed.retry")}</Button>
    </div>
  );
}
