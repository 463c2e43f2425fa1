set check_function_bodies = off;

alter table "public"."BookingEvents"
  drop constraint "BookingEvents_attemptUlid_fkey";

create or replace function public.attempts_prune (
  p_keep_ms bigint,
  p_keep_unsent_ms bigint
)
  returns integer
  language sql
  security definer
  set search_path to ''
  AS $function$
  with gone as (
    delete from public."RescheduleAttempts" where "ulid" in (
      (select "ulid" from public."RescheduleAttempts"
      where "state" in ('APPLIED', 'REJECTED', 'SUPERSEDED', 'ABANDONED')
        and "updatedAt" <= pg_catalog.now() - public.to_interval(p_keep_ms)
      order by "updatedAt" limit 5000)
      union all
      (select "ulid" from public."RescheduleAttempts"
      where "state" in ('REJECTED', 'ABANDONED') and "sentAt" is null
        and "updatedAt" <= pg_catalog.now() - public.to_interval(p_keep_unsent_ms)
      order by "updatedAt" limit 5000))
    returning 1)
  select count(*)::integer from gone
$function$;

create or replace function public.booking_claim_unconnected (
  p_plan jsonb,
  p_confirm_ms bigint
)
  returns jsonb
  language sql
  security definer
  set search_path to ''
  AS $function$
  with longest as (
    select max(plan."everyMs") as "everyMs" from jsonb_to_recordset(p_plan) as plan ("everyMs" bigint)
  ), place as (
    select pg_catalog.now() + (max("startTime") - pg_catalog.now())
      * (floor(extract(epoch from pg_catalog.now()) / 60) * 0.618034 % 1)::double precision as at
    from public."Bookings" where "status" in ('accepted', 'pending')
  ), looked_at as (
    (select "ulid", "coachUserUlid", "startTime", "createdAt", "calReadAt", "missingSince", "gone" from public."Bookings"
    where "status" in ('accepted', 'pending') and "endTime" > pg_catalog.now()
      and "startTime" > pg_catalog.now() - interval '24 hours'
    order by "startTime", "ulid" limit 1000)
    union
    (select "ulid", "coachUserUlid", "startTime", "createdAt", "calReadAt", "missingSince", "gone" from public."Bookings"
    where "status" in ('accepted', 'pending') and "endTime" > pg_catalog.now()
      and "startTime" > (select greatest(at, pg_catalog.now()) from place)
    order by "startTime", "ulid" limit 1000)
  ), waiting as (
    select mine."ulid", mine."startTime", mine."calReadAt",
      extract(epoch from pg_catalog.clock_timestamp()
        - greatest(mine."calReadAt", connection."updatedAt", mine."createdAt")) * 1000 as waited_ms,
      case
        when mine."gone" then longest."everyMs"
        when mine."missingSince" is not null then least(p_confirm_ms, entry."everyMs")
        else entry."everyMs"
      end as every_ms
    from looked_at as mine
    -- One look into the index for each: joined, all accounts would be read.
    left join lateral (
      select "status", "updatedAt" from public."CalIntegrations"
      where "userUlid" = mine."coachUserUlid" limit 1) as connection on true
    cross join lateral (
      select plan."everyMs"
      from jsonb_to_recordset(p_plan) as plan ("everyMs" bigint, "withinMs" bigint)
      where plan."withinMs" is null
        or mine."startTime" <= pg_catalog.clock_timestamp() + public.to_interval(plan."withinMs")
      order by plan."withinMs" limit 1) as entry
    cross join longest
    where connection."status" is distinct from 'connected'
  ), next as (
    select mine."ulid", waiting.waited_ms - waiting.every_ms as late_ms from waiting
    join public."Bookings" as mine using ("ulid")
    -- Of two workers one finds it changed.
    where waiting.waited_ms >= waiting.every_ms and mine."calReadAt" is not distinct from waiting."calReadAt"
    order by waiting.waited_ms / waiting.every_ms desc, waiting."startTime" limit 1
    for update of mine skip locked)
  update public."Bookings" as mine set "calReadAt" = pg_catalog.clock_timestamp()
  from next where mine."ulid" = next."ulid"
  returning jsonb_build_object('ulid', mine."ulid", 'calBookingId', mine."calBookingId",
    'menteeUserUlid', mine."menteeUserUlid", 'lateMs', floor(next.late_ms))
$function$;

create or replace function public.job_prune (
  p_keep_ms bigint
)
  returns integer
  language sql
  security definer
  set search_path to ''
  AS $function$
  with gone as (
    delete from public."Jobs" where "deadAt" <= pg_catalog.now() - public.to_interval(p_keep_ms)
    returning 1)
  select count(*)::integer from gone
$function$;

create or replace function public.notifications_prune (
  p_keep_ms bigint
)
  returns integer
  language sql
  security definer
  set search_path to ''
  AS $function$
  with gone as (
    delete from public."Notifications" where "ulid" in (
      select "ulid" from public."Notifications"
      where "readAt" <= pg_catalog.now() - public.to_interval(p_keep_ms) and "note" is distinct from 'cancelledToo'
      order by "readAt" limit 5000 for update skip locked)
    returning 1)
  select count(*)::integer from gone
$function$;

create or replace function public.outbox_prune (
  p_keep_ms bigint
)
  returns integer
  language sql
  security definer
  set search_path to ''
  AS $function$
  with gone as (
    delete from public."Outbox" where "ulid" in (
      select "ulid" from public."Outbox"
      where ("doneAt" is not null or "deadAt" is not null)
        and "updatedAt" <= pg_catalog.now() - public.to_interval(p_keep_ms)
      order by "updatedAt" limit 5000 for update skip locked)
    returning 1)
  select count(*)::integer from gone
$function$;

create index "Notifications_read_idx" on public."Notifications" using btree ("readAt")
  where ("readAt" is not null);

create index "Outbox_settled_idx" on public."Outbox" using btree ("updatedAt")
  where (("doneAt" is not null) or ("deadAt" is not null));

create index "RescheduleAttempts_settled_idx" on public."RescheduleAttempts" using btree ("updatedAt")
  where (state = ANY (ARRAY['APPLIED'::text, 'REJECTED'::text, 'SUPERSEDED'::text, 'ABANDONED'::text]));

create index "RescheduleAttempts_unsent_idx" on public."RescheduleAttempts" using btree ("updatedAt")
  where ((state = ANY (ARRAY['REJECTED'::text, 'ABANDONED'::text])) AND ("sentAt" is null));

revoke all on function "public"."attempts_prune"(bigint, bigint) from public;

grant execute on function "public"."attempts_prune"(bigint, bigint) to "service_role";

revoke all on function "public"."job_prune"(bigint) from public;

grant execute on function "public"."job_prune"(bigint) to "service_role";

revoke all on function "public"."notifications_prune"(bigint) from public;

grant execute on function "public"."notifications_prune"(bigint) to "service_role";

revoke all on function "public"."outbox_prune"(bigint) from public;

grant execute on function "public"."outbox_prune"(bigint) to "service_role";

reset check_function_bodies;
