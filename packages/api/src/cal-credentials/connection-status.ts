import type { CalConnection } from "@reslot/db";
import type { Connection } from "../core/connection.ts";
import type { ConnectionStatus } from "../core/model.ts";

/** No row and a disconnected row are the same to callers. */
export function connectionStatusOf(connection: CalConnection | null): ConnectionStatus {
  return connection?.status ?? "notConnected";
}

/** The status of an opened connection: Cal.com's silence does not end it. */
export function statusOfOpened({ status }: Connection): ConnectionStatus {
  return status === "unreachable" ? "connected" : status;
}
