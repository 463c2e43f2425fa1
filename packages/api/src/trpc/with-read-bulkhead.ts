import type { Context } from "../app/actor.ts";
import type { App } from "../app/app.ts";
import { createCalAccounts } from "../cal-credentials/cal-accounts.ts";

/** The context of a request that only reads: its database queries go through the read bulkhead. */
export function withReadBulkhead(context: Context): Context {
  return { ...context, app: withBulkhead(context.app, personOf(context)) };
}

/** Whose turn it takes. */
export function personOf({ caller }: Context): string {
  return caller?.clerkUserId ?? "";
}

function withBulkhead(app: App, person: string): App {
  const { readBulkhead } = app;
  const bounded = {
    ...app,
    db: readBulkhead.wrap(person, app.db),
    dbFor: (accessToken: Parameters<App["dbFor"]>[0]) =>
      readBulkhead.wrap(person, app.dbFor(accessToken)),
  };
  return { ...bounded, calAccounts: createCalAccounts(bounded) };
}
