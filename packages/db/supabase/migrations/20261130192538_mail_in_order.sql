set check_function_bodies = off;

create or replace function public.outbox_claim_batch (
  p_limit integer,
  p_lease_ms bigint
)
  returns SETOF public."Outbox"
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_batch text;
  v_new constant text := pg_catalog.gen_random_uuid()::text;
  v_now timestamptz;
  v_due public."Outbox";
  v_ulids char(26)[] := array[]::char(26)[];
begin
  -- One at a time: two would tear a batch apart, and exceed the limits.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('outbox_claim_batch', 0));
  v_now := pg_catalog.clock_timestamp();
  select due."batchKey" into v_batch from public."Outbox" due
  where due."doneAt" is null and due."deadAt" is null and due."availableAt" <= v_now
    and (due."leaseUntil" is null or due."leaseUntil" <= v_now)
    and not public.outbox_is_overtaking(due)
  order by due."availableAt" limit 1;
  if not found then return; end if;
  if v_batch is null then
    for v_due in
      select * from public."Outbox" due
      where due."doneAt" is null and due."deadAt" is null and due."batchKey" is null and due."availableAt" <= v_now
        and (due."leaseUntil" is null or due."leaseUntil" <= v_now)
        and not public.outbox_is_overtaking(due)
      order by due."availableAt" for update skip locked
    loop
      if public.outbox_admit(v_due, v_now) then
        v_ulids := v_ulids || v_due."ulid";
      end if;
      exit when cardinality(v_ulids) >= p_limit;
    end loop;
  else
    -- A batch is claimed whole as soon as one of its rows is due: if a part of it were sent under its key, the provider
    -- would take the rest, sent later, for a repetition.
    v_ulids := array(
      select due."ulid" from public."Outbox" due
      where due."doneAt" is null and due."deadAt" is null and due."batchKey" = v_batch for update);
  end if;
  return query
    update public."Outbox" as mine set
      "fence" = mine."fence" + 1,
      "tries" = mine."tries" + 1,
      "leaseUntil" = v_now + public.to_interval(p_lease_ms),
      "batchKey" = coalesce(v_batch, v_new)
    where mine."ulid" = any (v_ulids)
    returning mine.*;
end $function$;

create or replace function public.outbox_is_overtaking (
  p_mail public."Outbox"
)
  returns boolean
  language sql
  stable
  set search_path to ''
  AS $function$
  select exists (
    select from public."Outbox" earlier
    where p_mail."kind" = 'change' and earlier."bookingUlid" = p_mail."bookingUlid" and earlier."userUlid" = p_mail."userUlid"
      and earlier."doneAt" is null and earlier."deadAt" is null and earlier."kind" = 'change'
      and (earlier."createdAt", earlier."ulid") < (p_mail."createdAt", p_mail."ulid"))
$function$;

revoke all on function "public"."outbox_is_overtaking"(public."Outbox") from public;

reset check_function_bodies;
