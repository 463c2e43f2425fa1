import { SUPABASE_AUTH_HELPERS_SQL } from "@supabase/lite";

/**
 * What a hosted project has and plain Postgres lacks: the roles, `auth.jwt()`, the schema `extensions`,
 * the list of applied migrations, and the same generous default privileges, so that tests notice what
 * a migration leaves open.
 */
export const platformSql = `
do $$
declare
  wanted text;
begin
  foreach wanted in array array[
    'anon nologin noinherit',
    'authenticated nologin noinherit',
    'service_role nologin noinherit bypassrls',
    'authenticator login noinherit'
  ] loop
    if not exists (select from pg_roles where rolname = split_part(wanted, ' ', 1)) then
      execute 'create role ' || wanted;
    end if;
  end loop;
end $$;
grant anon, authenticated, service_role to authenticator;
${SUPABASE_AUTH_HELPERS_SQL}
grant usage on schema auth to anon, authenticated, service_role;
grant execute on all functions in schema auth to anon, authenticated, service_role;
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
create schema if not exists extensions;
create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.schema_migrations (
  version text primary key,
  statements text[],
  name text
);
`;
