import type { ConnectionStatus } from "../booking/types.ts";

export interface CalConnectionView {
  status: ConnectionStatus;
  kind: "oauth" | "apiKey" | null;
  calUsername: string | null;
  connectedAt: string | null;
}
