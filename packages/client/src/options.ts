/** Where a Reslot is, and as whom it is called. */
export type ReslotClientOptions = {
  /** Its tRPC endpoint: "https://reslot.example.com/api/trpc". */
  url: string;
  /** Instead of the platform's own. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
} & (
  | {
      /** "ak_…", of a person, with the scopes that the calls need. Never in a browser. */
      apiKey: string;
    }
  | {
      /** Asked before each request, for a session token that is valid now. */
      getToken: () => string | null | Promise<string | null>;
    }
);

export interface CallOptions {
  /** Ends the call, with its waiting. */
  signal?: AbortSignal | undefined;
}

/** The header that says who calls. */
export async function headersOf(options: ReslotClientOptions): Promise<Record<string, string>> {
  const token = "apiKey" in options ? options.apiKey : await options.getToken();
  return token === null ? {} : { authorization: `Bearer ${token}` };
}
