-- What every other file builds on. Files are loaded in the order of their names.
-- Instants keep milliseconds, so that their ISO string loses nothing.

create extension if not exists btree_gist with schema extensions;

-- Closed by default: a table or function without a grant is unreachable, whatever the platform grants by default.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
grant usage on schema public to anon, authenticated, service_role;

create function public.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new."updatedAt" := pg_catalog.clock_timestamp();
  return new;
end $$;

-- Without a search path of its own it is inlined; called as a function, for each row, it made whole queries slow.
create function public.to_interval(p_ms bigint) returns interval
language sql immutable as $$
  select p_ms operator(pg_catalog.*) interval '1 millisecond'
$$;
