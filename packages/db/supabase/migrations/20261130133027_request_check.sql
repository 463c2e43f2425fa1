set check_function_bodies = off;

create or replace function public.check_request()
  returns void
  language plpgsql
  stable
  set search_path to ''
  AS $function$
begin
  if current_user in ('anon', 'authenticated')
    and nullif(pg_catalog.current_setting('request.headers', true), '')::jsonb ->> 'prefer'
      ~ 'count=(planned|estimated)' then
    raise sqlstate 'PT403' using message = 'counts are exact here';
  end if;
end $function$;

revoke all on function "public"."check_request"() from public;

grant execute on function "public"."check_request"() to "anon", "authenticated", "service_role";

reset check_function_bodies;

do $$
begin
  execute format('alter role authenticator in database %I set pgrst.db_pre_request = %L',
    current_database(), 'public.check_request');
end $$;

notify pgrst, 'reload config';
