import { formatInstant } from "@reslot/cal/time";
import type { SimDatabase } from "./sim-database.ts";

const names = String.raw`(pg_catalog\.)?\m(now|clock_timestamp)\(\)`;

/**
 * Gives the test's own database a clock that is set by hand and otherwise stands still: `now()` and
 * `clock_timestamp()` of every function and every default say the time that was set last. Each transaction is a
 * microsecond later than the one before, so that rows keep the order in which they were made.
 *
 * @returns puts everything back
 */
export async function takeOverClock(database: SimDatabase): Promise<() => Promise<void>> {
  await database.sql(`
    create schema simulated;
    create table simulated.clock (at timestamptz not null, transaction bigint not null);
    insert into simulated.clock values (pg_catalog.now(), pg_current_xact_id()::text::bigint);
    create function simulated.now() returns timestamptz language sql stable as
      'select at + (pg_current_xact_id()::text::bigint - transaction) * interval ''1 microsecond'' from simulated.clock';
    create function simulated.clock_timestamp() returns timestamptz language sql stable as
      'select simulated.now()';
    grant usage on schema simulated to public; grant select on simulated.clock to public`);
  const functions = await database.sql<{ source: string; onSimulated: string }>(`
    select pg_get_functiondef(p.oid) as source,
      regexp_replace(pg_get_functiondef(p.oid), '${names}', 'simulated.\\2()', 'g') as "onSimulated"
    from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prokind = 'f'
      and pg_get_functiondef(p.oid) ~ '${names}'`);
  const defaults = await database.sql<{ source: string; onSimulated: string }>(`
    select 'alter table ' || a.attrelid::regclass || ' alter column ' || quote_ident(a.attname) || ' set default '
        || pg_get_expr(d.adbin, d.adrelid) as source,
      'alter table ' || a.attrelid::regclass || ' alter column ' || quote_ident(a.attname) || ' set default '
        || regexp_replace(pg_get_expr(d.adbin, d.adrelid), '${names}', 'simulated.\\2()', 'g') as "onSimulated"
    from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    join pg_class c on c.oid = a.attrelid and c.relnamespace = 'public'::regnamespace
    where pg_get_expr(d.adbin, d.adrelid) ~ '${names}'`);
  const all = [...functions, ...defaults];
  await database.sql(all.map(({ onSimulated }) => onSimulated).join(";\n"));
  return async () => {
    await database.sql(all.map(({ source }) => source).join(";\n"));
    await database.sql("drop schema simulated cascade");
  };
}

/** `at`: epoch ms. */
export async function setClock(database: SimDatabase, at: number): Promise<void> {
  await database.sql(
    `update simulated.clock set at = '${formatInstant(at)}', transaction = pg_current_xact_id()::text::bigint`,
  );
}
