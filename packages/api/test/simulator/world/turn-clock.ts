import type { SimDatabase } from "./sim-database.ts";

const names = String.raw`(pg_catalog\.)?\m(now|clock_timestamp)\(\)`;

/**
 * Gives the test's own database a clock that can be turned: `now()` and `clock_timestamp()` of every function and
 * every default are as much later as was asked for last.
 *
 * @returns puts everything back
 */
export async function makeClockTurnable(database: SimDatabase): Promise<() => Promise<void>> {
  await database.sql(`
    create schema simulated;
    create table simulated.turned (by interval not null);
    insert into simulated.turned values (interval '0');
    create function simulated.now() returns timestamptz language sql stable as
      'select pg_catalog.now() + by from simulated.turned';
    create function simulated.clock_timestamp() returns timestamptz language sql volatile as
      'select pg_catalog.clock_timestamp() + by from simulated.turned';
    grant usage on schema simulated to public; grant select on simulated.turned to public`);
  const functions = await database.sql<{ source: string; turned: string }>(`
    select pg_get_functiondef(p.oid) as source,
      regexp_replace(pg_get_functiondef(p.oid), '${names}', 'simulated.\\2()', 'g') as turned
    from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prokind = 'f'
      and pg_get_functiondef(p.oid) ~ '${names}'`);
  const defaults = await database.sql<{ source: string; turned: string }>(`
    select 'alter table ' || a.attrelid::regclass || ' alter column ' || quote_ident(a.attname) || ' set default '
        || pg_get_expr(d.adbin, d.adrelid) as source,
      'alter table ' || a.attrelid::regclass || ' alter column ' || quote_ident(a.attname) || ' set default '
        || regexp_replace(pg_get_expr(d.adbin, d.adrelid), '${names}', 'simulated.\\2()', 'g') as turned
    from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    join pg_class c on c.oid = a.attrelid and c.relnamespace = 'public'::regnamespace
    where pg_get_expr(d.adbin, d.adrelid) ~ '${names}'`);
  const all = [...functions, ...defaults];
  await database.sql(all.map(({ turned }) => turned).join(";\n"));
  return async () => {
    await database.sql(all.map(({ source }) => source).join(";\n"));
    await database.sql("drop schema simulated cascade");
  };
}

/** `ms`: how much later than it is. */
export async function turnClock(database: SimDatabase, ms: number): Promise<void> {
  await database.sql(`update simulated.turned set by = interval '${Math.round(ms)} milliseconds'`);
}
