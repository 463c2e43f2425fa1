import type { CalConnection } from "@reslot/db";
import type { ConnectionStatus } from "../booking/types.ts";
import type { Connection } from "./open-connection.ts";

/** No row and a disconnected one are the same to everybody. */
export function connectionStatusOf(connection: CalConnection | null): ConnectionStatus {
  return connection?.status ?? "notConnected";
}

/** The same of an opened one: Cal.com's silence does not end a connection. */
export function statusOfOpened({ status }: Connection): ConnectionStatus {
  return status === "unreachable" ? "connected" : status;
}
