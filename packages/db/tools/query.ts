/** Runs one statement on a database's one connection and returns its rows. */
export type Query = <Row>(sql: string, parameters?: unknown[]) => Promise<Row[]>;
