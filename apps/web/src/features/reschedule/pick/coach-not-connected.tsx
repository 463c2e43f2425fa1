"use client";

import type { BookingDetails } from "@reslot/api";
import { Unplug } from "lucide-react";
import { Link } from "@/components/ui/link.tsx";
import type { ReactNode } from "react";
import { PageHead } from "@/components/frame/page-head.tsx";
import { ButtonLink, PlainButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { RemindCoach } from "@/features/connect/remind-coach.tsx";
import { useConnectHref } from "@/features/connect/use-connect-href.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { NowLine } from "./now-line.tsx";
import { paths } from "@/paths.ts";
import styles from "./coach-not-connected.module.css";
import { Actions } from "@/components/ui/actions.tsx";

/** Nothing can be chosen before the coach has connected Cal.com: the coach does it, the mentee asks for it. */
export function CoachNotConnected({ move }: { move: MoveContext }) {
  const t = useMessages("connectFirst");
  const review = useMessages("review");
  const { booking, people } = move;
  const name = people.other.firstName;
  const kind = kindOf(booking);
  return (
    <>
      <PageHead
        back={{ href: paths.meeting(booking.ulid), label: <Typed text={booking.title} /> }}
        title={t(people.role === "coach" ? "title.coach" : `title.${kind}`, { name })}
        facts={review("subtitle", { title: booking.title, name: people.other.name })}
      />
      <div className={styles.column}>
        <NowLine move={move} />
        {people.role === "coach" ? (
          <Own booking={booking} title={t(`own.${kind}`)} />
        ) : (
          <Theirs booking={booking} name={name} body={t(`theirsBody.${kind}`, { name })} />
        )}
      </div>
    </>
  );
}

function kindOf({ coachConnection }: BookingDetails): "notConnected" | "needsReconnect" {
  return coachConnection === "needsReconnect" ? "needsReconnect" : "notConnected";
}

function Own({ booking, title }: { booking: BookingDetails; title: string }) {
  const t = useMessages("connectFirst");
  const { href, settings, byOAuth, upcomingCount } = useConnectHref(paths.reschedule(booking.ulid));
  return (
    <Explained title={title} body={t("ownBody")}>
      {upcomingCount !== null && <p>{t("ownCount", { count: upcomingCount })}</p>}
      <Actions onSmall="wide">
        <PlainButtonLink variant="primary" size="lg" href={href}>
          {t("connect")}
        </PlainButtonLink>
        <ButtonLink variant="quiet" size="lg" href={paths.meeting(booking.ulid)}>
          {t("back")}
        </ButtonLink>
      </Actions>
      <p className="small muted">
        {t("comeBack")}
        {byOAuth && (
          <>
            {" "}
            {t("key")} <Link href={settings}>{t("keyLink")}</Link>
          </>
        )}
      </p>
    </Explained>
  );
}

function Theirs({ booking, name, body }: { booking: BookingDetails; name: string; body: string }) {
  const t = useMessages("connectFirst");
  return (
    <Explained title={t("theirs")} body={body}>
      <Actions onSmall="wide">
        <RemindCoach booking={booking} size="lg" />
      </Actions>
      {booking.nextRemindAt === null && <p className="small muted">{t("sends", { name })}</p>}
    </Explained>
  );
}

function Explained({
  title,
  body,
  children,
}: {
  title: string;
  body: string;
  children: ReactNode;
}) {
  return (
    <Card isPadded className={styles.card}>
      <h2 className={styles.title}>
        <Unplug className="icon-lg" />
        {title}
      </h2>
      <p>{body}</p>
      {children}
    </Card>
  );
}
