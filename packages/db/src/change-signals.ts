import type { Sql } from "postgres";

/** The channel on which each commit that adds changes is announced. */
const channel = "reslot_changes";

interface SignalOptions {
  /** A session connection to PostgreSQL: a pooler of transactions would lose what it is told. */
  url: string;
  /** There may be new changes: after each commit that adds some, and after each connection, since none was heard before it. */
  onSignal: () => void;
  /** Called when the connection is lost or cannot be made; it is tried again at the next beat. */
  onError: (error: unknown) => void;
  beatMs?: number;
}

export interface ChangeSignals {
  /** Whether the last beat of its own was heard: only then is polling unnecessary. */
  isLive(): boolean;
  close(): void;
}

/**
 * Listens for changes (LISTEN) until it is closed. It sends itself a beat every ten seconds: a connection that was cut
 * without a word, or a pooler in between, would otherwise look like a quiet database. Uses two connections.
 */
export function listenForChanges({
  url,
  onSignal,
  onError,
  beatMs = 10_000,
}: SignalOptions): ChangeSignals {
  const own = crypto.randomUUID();
  let connection: Sql | undefined;
  let isLive = false;
  let isUnheard = false;
  let isClosed = false;

  async function beat(): Promise<void> {
    isUnheard = true;
    await connection?.notify(channel, own);
  }

  function onMessage(payload: string): void {
    if (payload === "") onSignal();
    if (payload !== own) return;
    isUnheard = false;
    isLive = !isClosed;
  }

  function onListen(): void {
    onSignal();
    beat().catch(onError);
  }

  async function connect(): Promise<void> {
    disconnect();
    const { default: postgres } = await import("postgres");
    if (isClosed) return;
    connection = postgres(url, {
      max: 1,
      connect_timeout: 5,
      fetch_types: false,
      prepare: false,
      onnotice: () => undefined,
    });
    isUnheard = true;
    // Not the same as a failed query: postgres listens again by itself after a lost connection, once.
    await connection.listen(channel, onMessage, onListen);
  }

  function disconnect(): void {
    isLive = false;
    connection?.end({ timeout: 1 }).catch(() => undefined);
    connection = undefined;
  }

  const timer = setInterval(() => {
    const next = isUnheard ? connect() : beat();
    next.catch(onError);
  }, beatMs).unref();
  connect().catch(onError);

  return {
    isLive: () => isLive,
    close() {
      isClosed = true;
      clearInterval(timer);
      disconnect();
    },
  };
}
