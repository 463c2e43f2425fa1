set check_function_bodies = off;

create or replace function public.coach_sync_claim (
  p_limit integer,
  p_lease_ms bigint
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_claimed jsonb := '[]';
  v_part jsonb;
  v_every integer := -1;
begin
  while jsonb_array_length(v_claimed) < p_limit loop
    select min("syncEveryMs") into v_every from public."CalIntegrations"
    where "status" = 'connected' and "syncEveryMs" > v_every;
    exit when v_every is null;
    with due as (
      select "userUlid" from public."CalIntegrations"
      where "status" = 'connected' and "syncEveryMs" = v_every and "nextSyncAt" <= pg_catalog.clock_timestamp()
        and ("syncLeaseUntil" is null or "syncLeaseUntil" <= pg_catalog.clock_timestamp())
      order by "nextSyncAt" limit p_limit - jsonb_array_length(v_claimed) for update skip locked)
    select coalesce(jsonb_agg(public.coach_sync_take("userUlid", p_lease_ms)), '[]') into v_part from due;
    v_claimed := v_claimed || v_part;
  end loop;
  return v_claimed;
end $function$;

create or replace function public.coach_sync_done (
  p_user_ulid character,
  p_fence integer,
  p_cursor timestamp with time zone,
  p_skipped_rows integer,
  p_left_alone jsonb,
  p_left_addresses text[],
  p_plan jsonb
)
  returns boolean
  language sql
  security definer
  set search_path to ''
  AS $function$
  with next_meeting as (
    select min("startTime") as at from public."Bookings"
    where "coachUserUlid" = p_user_ulid and "status" in ('accepted', 'pending') and not "gone"
      and "endTime" > pg_catalog.clock_timestamp() and "startTime" > pg_catalog.clock_timestamp() - interval '24 hours'
  ), entry as (
    select "everyMs", "delayMs" from next_meeting
    cross join jsonb_to_recordset(p_plan) as plan ("everyMs" integer, "withinMs" bigint, "delayMs" bigint)
    where "withinMs" is null or at <= pg_catalog.clock_timestamp() + public.to_interval("withinMs")
    order by "withinMs" limit 1
  ), settled as (
    update public."CalIntegrations" set
      "syncedAt" = pg_catalog.clock_timestamp(), "skippedRows" = p_skipped_rows, "syncLeaseUntil" = null,
      "syncCursor" = case when p_cursor is not null then least(p_cursor, pg_catalog.clock_timestamp()) end,
      "wholeSyncAt" = case when p_left_alone is null then "wholeSyncAt" else pg_catalog.clock_timestamp() end,
      "leftAlone" = coalesce(p_left_alone, "leftAlone"),
      "leftAddresses" = case when p_left_alone is null then "leftAddresses" else p_left_addresses end,
      "syncEveryMs" = "everyMs",
      "syncPromisedAt" = pg_catalog.clock_timestamp() + public.to_interval("everyMs"),
      -- An account that was wanted again during the sync stays due.
      "nextSyncAt" = least(
        case when "nextSyncAt" < "syncLeaseUntil" then "nextSyncAt" end,
        pg_catalog.clock_timestamp() + public.to_interval("delayMs"))
    from entry
    where "userUlid" = p_user_ulid and "syncFence" = p_fence and "status" = 'connected'
    returning 1)
  select exists (select from settled)
$function$;

create or replace function public.coach_sync_hurry (
  p_user_ulids text[],
  p_delay_ms bigint,
  p_is_whole boolean
)
  returns void
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."CalIntegrations" set
    "nextSyncAt" = least("nextSyncAt", pg_catalog.clock_timestamp() + public.to_interval(p_delay_ms)),
    "syncEveryMs" = 0,
    "wholeSyncWanted" = "wholeSyncWanted" or p_is_whole
  where "userUlid" = any (p_user_ulids) and "status" = 'connected'
$function$;

create or replace function public.coach_sync_hurry_for_address (
  p_address_hash text
)
  returns SETOF text
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."CalIntegrations" set
    "nextSyncAt" = least("nextSyncAt", pg_catalog.clock_timestamp()), "syncEveryMs" = 0, "wholeSyncWanted" = true
  where "leftAddresses" @> array[p_address_hash] and "status" = 'connected'
  returning "userUlid"
$function$;

create or replace function public.reschedule_apply (
  p_from_cal_uid text,
  p_to_cal_uid text,
  p_start_time timestamp with time zone,
  p_end_time timestamp with time zone,
  p_upstream_status text,
  p_duration_minutes integer,
  p_cause text,
  p_new_ulids text[]
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_move jsonb := public.reschedule_record(p_from_cal_uid, p_to_cal_uid, p_start_time, p_end_time, p_upstream_status,
    p_duration_minutes, p_cause);
begin
  if not (v_move ->> 'applied')::boolean then
    return v_move;
  end if;
  perform public.reschedule_tell(v_move, v_move, p_new_ulids);
  return jsonb_build_object('applied', true, 'attemptUlid', v_move -> 'attempt' ->> 'ulid',
    'bookingUlid', v_move -> 'after' ->> 'ulid', 'version', (v_move -> 'after' ->> 'version')::integer);
end $function$;

create or replace function public.reschedule_apply_chain (
  p_moves jsonb,
  p_cause text,
  p_new_ulids text[]
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_hop record;
  v_move jsonb;
  v_first jsonb;
  v_last jsonb;
  v_ulids text[] := p_new_ulids;
  v_applied integer := 0;
  v_attempt_ulid text;
begin
  for v_hop in select * from jsonb_to_recordset(p_moves)
    as hop ("fromCalUid" text, "toCalUid" text, "startTime" timestamptz, "endTime" timestamptz, "status" text)
  loop
    v_move := public.reschedule_record(v_hop."fromCalUid", v_hop."toCalUid", v_hop."startTime", v_hop."endTime",
      v_hop."status", null, p_cause);
    continue when not (v_move ->> 'applied')::boolean;
    v_applied := v_applied + 1;
    if v_move -> 'attempt' = 'null' then
      v_first := coalesce(v_first, v_move);
      v_last := v_move;
      continue;
    end if;
    if v_first is not null then
      perform public.reschedule_tell(v_first, v_last, v_ulids);
      v_ulids := v_ulids[5:];
      v_first := null;
    end if;
    perform public.reschedule_tell(v_move, v_move, v_ulids);
    v_ulids := v_ulids[5:];
    v_attempt_ulid := v_move -> 'attempt' ->> 'ulid';
  end loop;
  if v_first is not null then
    perform public.reschedule_tell(v_first, v_last, v_ulids);
  end if;
  return jsonb_build_object('applied', v_applied, 'attemptUlid', v_attempt_ulid, 'bookingUlid',
    (select "ulid" from public.booking_by_cal_uid(p_moves -> -1 ->> 'fromCalUid')));
end $function$;

create or replace function public.reschedule_record (
  p_from_cal_uid text,
  p_to_cal_uid text,
  p_start_time timestamp with time zone,
  p_end_time timestamp with time zone,
  p_upstream_status text,
  p_duration_minutes integer,
  p_cause text
)
  returns jsonb
  language plpgsql
  set search_path to ''
  AS $function$
declare
  v_before public."Bookings";
  v_after public."Bookings";
  v_attempt public."RescheduleAttempts";
begin
  select * into v_before from public.booking_by_cal_uid(p_from_cal_uid);
  if not found then
    return jsonb_build_object('applied', false, 'why', 'unknownBooking');
  end if;
  if v_before."calBookingId" = p_to_cal_uid or exists (
    select from public."BookingCalRefs" where "calBookingUid" = p_to_cal_uid and "bookingUlid" = v_before."ulid") then
    return jsonb_build_object('applied', false, 'why', 'already');
  end if;
  if v_before."calBookingId" <> p_from_cal_uid then
    return jsonb_build_object('applied', false, 'why', 'notCurrent');
  end if;

  perform public.booking_absorb(p_to_cal_uid, v_before."ulid");
  select * into v_attempt from public.reschedule_settle(
    v_before."ulid", p_from_cal_uid, p_to_cal_uid, p_start_time, v_before."version" + 1);
  update public."Bookings" set
    "calBookingId" = p_to_cal_uid, "startTime" = p_start_time, "endTime" = p_end_time,
    "durationMinutes" = coalesce(p_duration_minutes, ceil(extract(epoch from p_end_time - p_start_time) / 60)::integer),
    "status" = p_upstream_status, "version" = "version" + 1, "upstreamChanged" = v_attempt."ulid" is null
  where "ulid" = v_before."ulid" returning * into v_after;
  insert into public."BookingCalRefs" ("calBookingUid", "bookingUlid")
  values (p_from_cal_uid, v_after."ulid"), (p_to_cal_uid, v_after."ulid")
  on conflict ("calBookingUid") do nothing;
  insert into public."BookingEvents" (
    "bookingUlid", "version", "fromCalUid", "toCalUid", "fromStartTime", "fromEndTime", "toStartTime",
    "toEndTime", "cause", "attemptUlid", "actorUserUlid", "actorRole", "reason")
  values (
    v_after."ulid", v_after."version", p_from_cal_uid, p_to_cal_uid, v_before."startTime", v_before."endTime",
    v_after."startTime", v_after."endTime", p_cause, v_attempt."ulid", v_attempt."actorUserUlid",
    v_attempt."actorRole", v_attempt."reason");
  return jsonb_build_object('applied', true, 'before', to_jsonb(v_before), 'after', to_jsonb(v_after),
    'attempt', case when v_attempt."ulid" is not null then to_jsonb(v_attempt) end);
end $function$;

create or replace function public.reschedule_tell (
  p_first jsonb,
  p_last jsonb,
  p_new_ulids text[]
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  v_attempt public."RescheduleAttempts" := jsonb_populate_record(
    null::public."RescheduleAttempts", nullif(p_last -> 'attempt', 'null'));
begin
  perform public.tell_participants(
    jsonb_populate_record(null::public."Bookings", p_last -> 'after'),
    jsonb_populate_record(null::public."Bookings", p_first -> 'before'),
    v_attempt,
    case
      when v_attempt."ulid" is null then 'bookingChangedUpstream'
      when p_last -> 'after' ->> 'status' = 'pending' then 'bookingMovedAwaitingConfirmation'
      else 'bookingMoved'
    end, p_new_ulids);
end $function$;

comment on function "public"."reschedule_record"(text, text, timestamp with time zone, timestamp
  with time zone, text, integer, text) is 'p_duration_minutes may be null.';

revoke all on function "public"."reschedule_apply_chain"(jsonb, text, text[]) from public;

grant execute on function "public"."reschedule_apply_chain"(jsonb, text, text[]) to "service_role";

revoke all
  on function "public"."reschedule_record"(text, text, timestamp with time zone, timestamp
    with time zone, text, integer, text)
  from public;

revoke all on function "public"."reschedule_tell"(jsonb, jsonb, text[]) from public;

reset check_function_bodies;
