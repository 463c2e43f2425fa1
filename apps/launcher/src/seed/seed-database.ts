/** A client for the embedded Supabase: PostgREST over HTTP with the secret key. */
export interface Database {
  select(
    table: string,
    filter: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>[]>;
  insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void>;
}

/** @throws {Error} with the status and the response body on any error. */
export function connectDatabase(supabaseUrl: string, secretKey: string): Database {
  const call = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const headers = { apikey: secretKey, "content-type": "application/json" };
    const response = await fetch(`${supabaseUrl}/rest/v1/${path}`, { ...init, headers });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`The seed failed at ${path.split("?")[0]}: ${response.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  };

  return {
    async select(table, filter) {
      const query = new URLSearchParams({ ...filter, select: "*" });
      const rows = await call(`${table}?${query.toString()}`);
      return Array.isArray(rows) ? rows : [];
    },
    async insert(table, row) {
      await call(table, { method: "POST", body: JSON.stringify(row) });
    },
  };
}
