set check_function_bodies = off;

create or replace function public.change_feed_page (
  p_after_id bigint,
  p_overlap_ms bigint,
  p_limit integer
)
  returns jsonb
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select coalesce(jsonb_agg(to_jsonb(page) order by page."id"), '[]') from (
    select * from public."ChangeFeed"
    where "id" <= p_after_id
      and "createdAt" > pg_catalog.clock_timestamp() - public.to_interval(p_overlap_ms)
    union all
    (select * from public."ChangeFeed" where "id" > p_after_id order by "id" limit p_limit)) as page
$function$;

revoke all on function "public"."change_feed_page"(bigint, bigint, integer) from public;

grant execute on function "public"."change_feed_page"(bigint, bigint, integer) to "service_role";

reset check_function_bodies;
