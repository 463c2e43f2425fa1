"use client";

import type { CalConnectionView } from "@reslot/api";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog.tsx";
import { Button } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { api } from "@/trpc/react.tsx";
import { FieldError } from "@/components/form/field-error.tsx";

/** Ends the connection, after saying what that means for this person. */
export function Disconnect({
  connection,
  onDisconnected,
}: {
  connection: CalConnectionView;
  onDisconnected: () => void;
}) {
  const t = useMessages("settings");
  const utils = api.useUtils();
  const [isAsking, setIsAsking] = useState(false);
  const disconnect = api.calConnection.disconnect.useMutation({
    async onSuccess(after) {
      utils.calConnection.get.setData(undefined, after);
      onDisconnected();
      await utils.booking.invalidate();
    },
  });
  return (
    <>
      <Button
        variant="danger"
        size="sm"
        aria-disabled={disconnect.isPending}
        onClick={() => {
          if (!disconnect.isPending) setIsAsking(true);
        }}
      >
        {t(disconnect.isPending ? "disconnecting" : "disconnectAction")}
      </Button>
      {disconnect.isError && <FieldError>{t("disconnectFailed")}</FieldError>}
      {isAsking && (
        <AlertDialog
          title={t("disconnectAsk.title")}
          stay={t(hasEnded(connection) ? "disconnectAsk.stayEnded" : "disconnectAsk.stay")}
          act={t("disconnect")}
          onClose={() => setIsAsking(false)}
          onAct={() => {
            setIsAsking(false);
            disconnect.mutate();
          }}
        >
          <Consequences connection={connection} />
        </AlertDialog>
      )}
    </>
  );
}

/** Cal.com no longer accepts it: what depends on it does not work already. */
const hasEnded = ({ status }: CalConnectionView) => status === "needsReconnect";

function Consequences({ connection }: { connection: CalConnectionView }) {
  const t = useMessages("settings");
  const { upcomingCount, attendedCount, kind } = connection;
  return (
    <>
      {hasEnded(connection) ? (
        <p>{t("disconnectAsk.ended", { count: upcomingCount })}</p>
      ) : (
        <>
          {upcomingCount > 0 && (
            <p>
              <b>{t("disconnectAsk.hosted", { count: upcomingCount })}</b>
            </p>
          )}
          {(attendedCount > 0 || upcomingCount === 0) && <p>{t("disconnectAsk.attended")}</p>}
        </>
      )}
      <p>{t("disconnectAsk.stays")}</p>
      {kind === "apiKey" && <p>{t("disconnectAsk.key")}</p>}
    </>
  );
}
