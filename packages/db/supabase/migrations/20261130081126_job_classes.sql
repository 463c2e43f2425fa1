set check_function_bodies = off;

drop index "public"."Jobs_due_idx";

create or replace function public.job_claim (
  p_kinds text[],
  p_limit integer,
  p_lease_ms bigint
)
  returns SETOF public."Jobs"
  language sql
  security definer
  set search_path to ''
  AS $function$
  select * from public.job_claim_by_class(
    jsonb_build_array(jsonb_build_object('kinds', p_kinds, 'places', p_limit)), p_lease_ms)
$function$;

create or replace function public.job_claim_by_class (
  p_classes jsonb,
  p_lease_ms bigint
)
  returns SETOF public."Jobs"
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."Jobs" as mine set
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where (mine."kind", mine."key") in (
    select due."kind", due."key"
    from jsonb_to_recordset(p_classes) as class ("kinds" text[], "places" integer)
    cross join lateral (
      select job."kind", job."key" from public."Jobs" job
      where job."deadAt" is null and job."kind" = any (class."kinds")
        and job."runAt" <= pg_catalog.clock_timestamp()
        and (job."leaseUntil" is null or job."leaseUntil" <= pg_catalog.clock_timestamp())
      order by job."runAt" limit class."places" for update skip locked) due)
  returning mine.*
$function$;

create index "Jobs_due_idx" on public."Jobs" using btree (kind, "runAt")
  where ("deadAt" is null);

revoke all on function "public"."job_claim_by_class"(jsonb, bigint) from public;

grant execute on function "public"."job_claim_by_class"(jsonb, bigint) to "service_role";

reset check_function_bodies;
