import type { CalConnection } from "@reslot/db";
import type { ConnectionStatus } from "../booking/types.ts";

/** No row and a disconnected one are the same to everybody. */
export function connectionStatusOf(connection: CalConnection | null): ConnectionStatus {
  return connection?.status ?? "notConnected";
}
