set check_function_bodies = off;

create or replace function public.booking_context_leasing (
  p_clerk_user_id text,
  p_booking_ulid character,
  p_now timestamp with time zone,
  p_plans_from timestamp with time zone,
  p_plans_to timestamp with time zone,
  p_view_from timestamp with time zone,
  p_view_to timestamp with time zone,
  p_beyond_ms bigint,
  p_lease jsonb
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_context jsonb := public.booking_context(
    p_clerk_user_id, p_booking_ulid, p_now, p_plans_from, p_plans_to, p_view_from, p_view_to, p_beyond_ms);
  v_reader text := v_context -> 'user' ->> 'ulid';
  v_asks jsonb;
begin
  select jsonb_agg(jsonb_build_object('key', public.budget_key(share."name"), 'permille', share."permille",
      'want', p_lease -> 'batch'))
    into v_asks
  from (values (v_context #> '{around,coachAccount}'), (v_context #> '{around,menteeAccount}')) as accounts (account)
  cross join lateral (values
    ('account ' || (account ->> 'userUlid'),
      case account ->> 'userUlid' when v_reader then p_lease -> 'own' else p_lease -> 'guests' end),
    ('account ' || (account ->> 'userUlid') || ' by ' || nullif(v_reader, account ->> 'userUlid'), p_lease -> 'guest')
  ) as share ("name", "permille")
  where account ->> 'status' = 'connected' and share."name" is not null;
  return v_context || jsonb_build_object('leases', public.cal_budget_lease(coalesce(v_asks, '[]')));
end $function$;

create or replace function public.budget_key (
  p_name text
)
  returns text
  language sql
  immutable
  set search_path to ''
  AS $function$
  select rtrim(translate(encode(sha256(convert_to(p_name, 'UTF8')), 'base64'), '+/', '-_'), '=')
$function$;

comment on function "public"."booking_context_leasing"(text, character, timestamp with time zone, timestamp
  with time zone,
  timestamp with time zone,
  timestamp with time zone, timestamp with time zone, bigint, jsonb) is 'p_plans_from, p_plans_to, p_view_from and p_view_to may be null.';

revoke all
  on function "public"."booking_context_leasing"(text, character, timestamp with time zone, timestamp
    with time zone, timestamp with time zone, timestamp with time zone, timestamp with time zone, bigint, jsonb)
  from public;

grant execute
  on function "public"."booking_context_leasing"(text, character, timestamp with time zone, timestamp
    with time zone, timestamp with time zone, timestamp with time zone, timestamp with time zone, bigint, jsonb)
  to "service_role";

revoke all on function "public"."budget_key"(text) from public;

reset check_function_bodies;
