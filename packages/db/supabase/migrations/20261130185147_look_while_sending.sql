set check_function_bodies = off;

drop index "public"."RescheduleAttempts_due_idx";

alter table "public"."BookingEvents"
  add column "recovered" boolean not null default false;

create or replace function public.attempt_begin (
  p_kind text,
  p_attempt_ulid character,
  p_booking_ulid character,
  p_actor_user_ulid character,
  p_request_hash text,
  p_expected_version integer,
  p_to_start_time timestamp with time zone,
  p_to_end_time timestamp with time zone,
  p_reason text,
  p_override_conflict boolean,
  p_lease_ms bigint
)
  returns jsonb
  language plpgsql
  set search_path to ''
  AS $function$
declare
  v_booking public."Bookings";
  v_attempt public."RescheduleAttempts";
  v_known jsonb;
  v_ulid char(26);
  v_fence integer;
  v_now timestamptz(3);
  v_lease timestamptz(3);
begin
  select * into v_booking from public."Bookings" where "ulid" = p_booking_ulid for update;
  select * into v_attempt from public."RescheduleAttempts"
  where "actorUserUlid" = p_actor_user_ulid and "idempotencyKey" = p_attempt_ulid;
  if found then
    v_known := public.reschedule_replay(v_attempt, p_booking_ulid, p_actor_user_ulid, p_request_hash);
    if v_attempt."state" <> 'ABANDONED' or v_known ->> 'kind' <> 'replay' then
      return v_known;
    end if;
  end if;
  if v_booking."ulid" is null
    or p_actor_user_ulid not in (v_booking."coachUserUlid", v_booking."menteeUserUlid")
    or (p_kind <> 'move' and p_actor_user_ulid <> v_booking."coachUserUlid") then
    return jsonb_build_object('kind', 'notFound');
  end if;
  if v_booking."version" <> p_expected_version then
    return jsonb_build_object('kind', 'changed', 'version', v_booking."version");
  end if;
  if v_booking."status" not in ('accepted', 'pending') then
    return jsonb_build_object('kind', 'notMovable', 'status', v_booking."status");
  end if;
  if p_kind <> 'move' and (v_booking."status" <> 'pending' or v_booking."askedAt" is null) then
    return jsonb_build_object('kind', 'notAsked');
  end if;

  -- Serializes the moves of one coach: two overlapping ones would deadlock in the exclusion constraint.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(v_booking."coachUserUlid"::text, 1));
  v_now := pg_catalog.clock_timestamp();
  v_lease := v_now + public.to_interval(p_lease_ms);
  perform public.reschedule_abandon_expired(v_booking."coachUserUlid", v_now);
  if exists (
    select from public."RescheduleAttempts" where "bookingUlid" = p_booking_ulid
      and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')) then
    return jsonb_build_object('kind', 'inProgress');
  end if;
  -- Cal.com answers all pending occurrences of a series at once: another answer would contradict or repeat it, and a
  -- move of one of them would race it.
  if p_kind <> 'move' and exists (
    select from public."Bookings" as other
    join public."RescheduleAttempts" as sent on sent."bookingUlid" = other."ulid"
    where other."calSeriesUid" = v_booking."calSeriesUid" and (sent."kind" <> 'move' or other."status" = 'pending')
      and sent."state" in ('PREPARED', 'SENDING', 'UNKNOWN')) then
    return jsonb_build_object('kind', 'inProgress');
  end if;

  v_ulid := coalesce(v_attempt."ulid", p_attempt_ulid);
  delete from public."RescheduleAttempts" where "ulid" = v_ulid and "state" = 'ABANDONED'
    and "actorUserUlid" = p_actor_user_ulid
  returning "fence" + 1 into v_fence;
  for i in 1 .. 2 loop
    insert into public."RescheduleAttempts" (
      "ulid", "idempotencyKey", "bookingUlid", "kind", "coachUserUlid", "actorUserUlid", "actorRole", "requestHash",
      "fromCalUid", "baseVersion", "fromStartTime", "fromEndTime", "toStartTime", "toEndTime", "reason",
      "overrideConflict", "fence", "leaseUntil", "nextRunAt")
    values (
      v_ulid, p_attempt_ulid, p_booking_ulid, p_kind, v_booking."coachUserUlid", p_actor_user_ulid,
      case when p_actor_user_ulid = v_booking."coachUserUlid" then 'coach' else 'mentee' end,
      p_request_hash, v_booking."calBookingId", v_booking."version", v_booking."startTime",
      v_booking."endTime", coalesce(p_to_start_time, v_booking."startTime"),
      coalesce(p_to_end_time, v_booking."endTime"), p_reason, p_override_conflict, coalesce(v_fence, 1),
      v_lease, v_lease)
    on conflict ("ulid") do nothing
    returning * into v_attempt;
    exit when found;
    -- Another person's row has this ulid: one with the same time and 60 random bits.
    v_ulid := left(p_attempt_ulid, 10) || upper(left(replace(pg_catalog.gen_random_uuid()::text, '-', ''), 16));
  end loop;
  return jsonb_build_object('kind', 'created', 'attempt', to_jsonb(v_attempt));
exception
  when unique_violation then -- the same key, at the same moment, for another booking
    return jsonb_build_object('kind', 'keyReused');
  when exclusion_violation then
    return jsonb_build_object('kind', 'coachBusy');
end $function$;

create or replace function public.attempts_claim_due (
  p_is_move boolean,
  p_limit integer,
  p_lease_ms bigint
)
  returns SETOF public."RescheduleAttempts"
  language sql
  set search_path to ''
  AS $function$
  update public."RescheduleAttempts" as mine set
    "state" = case when mine."state" = 'SENDING' then 'UNKNOWN' else mine."state" end,
    "fence" = mine."fence" + 1,
    "tries" = mine."tries" + 1,
    "leaseUntil" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms),
    "nextRunAt" = pg_catalog.clock_timestamp() + public.to_interval(p_lease_ms)
  where mine."ulid" in (
    select due."ulid" from public."RescheduleAttempts" due
    where due."state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN') and (due."kind" = 'move') = p_is_move
      and due."nextRunAt" <= pg_catalog.clock_timestamp() and due."leaseUntil" <= pg_catalog.clock_timestamp()
    order by due."nextRunAt" limit p_limit for update skip locked)
  returning mine.*
$function$;

create or replace function public.attempts_due (
  p_is_move boolean,
  p_limit integer,
  p_lease_ms bigint,
  p_look_ms bigint
)
  returns jsonb
  language sql
  security definer
  set search_path to ''
  AS $function$
  with claimed as (
    select * from public.attempts_claim_due(p_is_move, p_limit, p_lease_ms)
  ), looked as (
    update public."RescheduleAttempts" as mine
    set "nextRunAt" = pg_catalog.clock_timestamp() + public.to_interval(p_look_ms)
    where mine."ulid" in (
      select due."ulid" from public."RescheduleAttempts" due
      where due."state" = 'SENDING' and (due."kind" = 'move') = p_is_move
        and due."nextRunAt" <= pg_catalog.clock_timestamp()
        and due."leaseUntil" > pg_catalog.clock_timestamp() + interval '1 second'
      order by due."nextRunAt" limit p_limit for update skip locked)
    returning mine.*
  ), due as (
    select to_jsonb(claimed) as "attempt", "sentAt", true as "isClaimed" from claimed
    union all
    select to_jsonb(looked), "sentAt", false from looked
  )
  select coalesce(jsonb_agg(jsonb_build_object('attempt', "attempt", 'isClaimed', "isClaimed",
    'sentForMs', floor(extract(epoch from pg_catalog.clock_timestamp() - "sentAt") * 1000)::bigint)), '[]')
  from due
$function$;

create or replace function public.booking_observe_status (
  p_cal_uid text,
  p_status text,
  p_cause text,
  p_new_ulids text[],
  p_cal_updated_at timestamp with time zone
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_booking public."Bookings";
  v_before public."Bookings";
  v_answer public."RescheduleAttempts";
  v_is_answer boolean := p_status in ('accepted', 'rejected');
  v_is_end boolean := p_status in ('cancelled', 'rejected');
  v_is_own boolean;
  v_is_revived boolean;
  v_was_unknown boolean;
begin
  select * into v_booking from public.booking_by_cal_uid(p_cal_uid);
  if not found then
    return jsonb_build_object('changed', false, 'why', 'unknownBooking');
  end if;
  if v_booking."calBookingId" <> p_cal_uid then
    return jsonb_build_object('changed', false, 'why', 'notCurrent');
  end if;
  v_before := v_booking;
  perform public.booking_note_found(p_cal_uid);
  v_is_revived := p_status = 'accepted' and v_booking."status" in ('cancelled', 'rejected') and exists (
    select from public."BookingCalRefs"
    where "calBookingUid" = p_cal_uid and "calUpdatedAt" < p_cal_updated_at::timestamptz(3));
  if v_is_end and exists (
    select from public."BookingCalRefs"
    where "calBookingUid" = p_cal_uid and "calUpdatedAt" > p_cal_updated_at::timestamptz(3)
      and "calUpdatedAt" < 'infinity') then
    return jsonb_build_object('changed', false, 'why', 'already');
  end if;
  if v_is_end or v_is_revived then
    -- Nothing is known to be later than an end that does not say when it was.
    update public."BookingCalRefs" set "calUpdatedAt" = coalesce(p_cal_updated_at, 'infinity')
    where "calBookingUid" = p_cal_uid;
  end if;
  if p_status in (v_booking."status", 'pending')
    or (v_booking."status" in ('cancelled', 'rejected') and not v_is_revived) then
    return jsonb_build_object('changed', false, 'why', 'already');
  end if;

  update public."Bookings" set
    "status" = p_status, "askedAt" = null, "version" = "version" + v_is_answer::integer
  where "ulid" = v_booking."ulid" returning * into v_booking;
  v_was_unknown := public.has_unknown_attempt(v_booking."ulid");
  select * into v_answer from public.answer_settle(v_booking, v_booking."version");
  v_is_own := found;
  if not v_is_own then
    select * into v_answer from public.answer_in_series(v_before, p_status);
  end if;
  update public."Bookings" set
    "upstreamChanged" = v_answer."ulid" is null and (
      "upstreamChanged" or v_is_revived or v_is_end)
  where "ulid" = v_booking."ulid" returning * into v_booking;
  if v_is_answer then
    insert into public."BookingEvents" (
      "bookingUlid", "version", "kind", "fromCalUid", "toCalUid", "fromStartTime", "fromEndTime", "toStartTime",
      "toEndTime", "cause", "attemptUlid", "actorUserUlid", "actorRole", "reason", "recovered")
    values (
      v_booking."ulid", v_booking."version", case p_status when 'accepted' then 'confirmed' else 'declined' end,
      p_cal_uid, p_cal_uid, v_booking."startTime", v_booking."endTime", v_booking."startTime", v_booking."endTime",
      p_cause, case when v_is_own then v_answer."ulid" end, v_answer."actorUserUlid", v_answer."actorRole",
      v_answer."reason", v_was_unknown and v_is_own);
  end if;
  perform public.tell_participants(v_booking, v_before, v_answer,
    case p_status
      when 'accepted' then 'bookingConfirmedUpstream'
      when 'rejected' then 'bookingDeclinedUpstream'
      else 'bookingCancelledUpstream'
    end, p_new_ulids);
  return jsonb_build_object('changed', true, 'bookingUlid', v_booking."ulid");
end $function$;

create or replace function public.has_unknown_attempt (
  p_booking_ulid character
)
  returns boolean
  language sql
  stable
  set search_path to ''
  AS $function$
  select exists (
    select from public."RescheduleAttempts"
    where "bookingUlid" = p_booking_ulid and "state" in ('UNKNOWN', 'NEEDS_HUMAN'))
$function$;

create or replace function public.person_export (
  p_user_ulid character
)
  returns jsonb
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  with meetings as (
    select mine.*, case when mine."coachUserUlid" = p_user_ulid then 'coach' else 'mentee' end as "role",
      other."name" as "with"
    from public."Bookings" as mine
    join public."User" as other
      on other."ulid" = case when mine."coachUserUlid" = p_user_ulid then mine."menteeUserUlid" else mine."coachUserUlid" end
    where p_user_ulid in (mine."coachUserUlid", mine."menteeUserUlid"))
  select jsonb_build_object(
    'person', (
      select jsonb_build_object('ulid', "ulid", 'clerkUserId', "clerkUserId", 'name', "name", 'email', "email",
        'timeZone', "timeZone", 'timeZoneFrom', "timeZoneFrom", 'nameFrom', "nameFrom", 'locale', "locale",
        'deviceLocale', "deviceLocale", 'hourCycle', "hourCycle", 'weekStart', "weekStart", 'singleKeys', "singleKeys",
        'mail', jsonb_build_object('moved', "mailMoved", 'offered', "mailOffered", 'reminders', "mailReminders"),
        'createdAt', "createdAt")
      from public."User" where "ulid" = p_user_ulid),
    'addresses', (
      select coalesce(jsonb_agg(jsonb_build_object('address', "address", 'source', "source", 'provenAt', "provenAt")
        order by "address"), '[]')
      from public."UserAddresses" where "userUlid" = p_user_ulid),
    'mailStopped', (
      select coalesce(jsonb_agg(jsonb_build_object('address', mine."address", 'reason', stopped."reason",
        'since', stopped."createdAt") order by mine."address", stopped."reason"), '[]')
      from public."UserAddresses" as mine
      join public."MailSuppressions" as stopped on stopped."addressHash" = public.hash_address(mine."address")
      where mine."userUlid" = p_user_ulid),
    'calConnection', (
      select jsonb_build_object('status', "status", 'kind', "kind", 'calUserId', "calUserId",
        'calUsername', "calUsername", 'calEmail', "calEmail", 'connectedAt', "connectedAt",
        'syncedAt', "syncedAt", 'leftAlone', "leftAlone")
      from public."CalIntegrations" where "userUlid" = p_user_ulid),
    -- What a mentee has decided is not told to the coach here either.
    'sharing', (
      select coalesce(jsonb_agg(jsonb_build_object('coach', coach."name", 'state', consent."state",
        'lengthMinutes', consent."lengthMinutes", 'askedAt', consent."askedAt", 'decidedAt', consent."decidedAt",
        'disownedAt', consent."disownedAt") order by consent."createdAt", coach."ulid"), '[]')
      from public."CalendarConsents" as consent
      join public."User" as coach on coach."ulid" = consent."coachUserUlid"
      where consent."menteeUserUlid" = p_user_ulid),
    'meetings', (
      select coalesce(jsonb_agg(jsonb_build_object('ulid', "ulid", 'role', "role", 'with', "with", 'title', "title",
        'startTime', "startTime", 'endTime', "endTime", 'status', "status", 'calDetails', "calDetails", 'acknowledgedAt', "acknowledgedAt",
        'createdAt', "createdAt") order by "startTime", "ulid"), '[]')
      from meetings),
    'history', (
      select coalesce(jsonb_agg(jsonb_build_object('bookingUlid', event."bookingUlid", 'version', event."version",
        'kind', event."kind", 'fromStartTime', event."fromStartTime", 'toStartTime', event."toStartTime",
        'actorRole', event."actorRole", 'reason', event."reason", 'createdAt', event."createdAt")
        order by event."createdAt", event."bookingUlid"), '[]')
      from meetings join public."BookingEvents" as event on event."bookingUlid" = meetings."ulid"),
    'moves', (
      select coalesce(jsonb_agg(jsonb_build_object('bookingUlid', "bookingUlid", 'kind', "kind",
        'fromStartTime', "fromStartTime", 'toStartTime', "toStartTime", 'reason', "reason",
        'conflictOverridden', "overrideConflict", 'state', "state",
        'createdAt', "createdAt") order by "createdAt", "ulid"), '[]')
      from public."RescheduleAttempts" where "actorUserUlid" = p_user_ulid),
    'reminders', (
      select coalesce(jsonb_agg(jsonb_build_object('coach', coach."name", 'bookingUlid', sent."bookingUlid",
        'createdAt', sent."createdAt") order by sent."createdAt", sent."ulid"), '[]')
      from public."Notifications" as sent
      join public."User" as coach on coach."ulid" = sent."userUlid"
      where sent."actorUserUlid" = p_user_ulid and sent."kind" = 'coachNotConnected'),
    'notifications', (
      select coalesce(jsonb_agg(jsonb_build_object('bookingUlid', "bookingUlid", 'kind', "kind",
        'oldStartTime', "oldStartTime", 'newStartTime', "newStartTime", 'reason', "reason",
        'conflictOverridden', "conflictOverridden", 'note', "note", 'readAt', "readAt",
        'createdAt', "createdAt") order by "createdAt", "ulid"), '[]')
      from public."Notifications" where "userUlid" = p_user_ulid))
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
begin
  return public.reschedule_apply_own(null, p_from_cal_uid, p_to_cal_uid, p_start_time, p_end_time, p_upstream_status,
    p_duration_minutes, p_cause, p_new_ulids);
end $function$;

create or replace function public.reschedule_apply_own (
  p_own_attempt_ulid character,
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
  v_move jsonb;
begin
  perform public.booking_by_cal_uid(p_from_cal_uid); -- locks the booking before the attempt
  update public."RescheduleAttempts" set "errorCode" = 'ANSWERED ' || p_to_cal_uid
  where "ulid" = p_own_attempt_ulid and "state" in ('SENDING', 'UNKNOWN', 'NEEDS_HUMAN')
    and "fromCalUid" = p_from_cal_uid and char_length(p_to_cal_uid) <= 91;
  v_move := public.reschedule_record(p_from_cal_uid, p_to_cal_uid, p_start_time, p_end_time, p_upstream_status,
    p_duration_minutes, p_cause);
  if not (v_move ->> 'applied')::boolean then
    return v_move;
  end if;
  perform public.reschedule_tell(v_move, v_move, p_new_ulids);
  return jsonb_build_object('applied', true, 'attemptUlid', v_move -> 'attempt' ->> 'ulid',
    'bookingUlid', v_move -> 'after' ->> 'ulid', 'version', (v_move -> 'after' ->> 'version')::integer);
end $function$;

create or replace function public.reschedule_fail (
  p_attempt_ulid character,
  p_fence integer,
  p_state text,
  p_error_code text,
  p_answered boolean,
  p_retry_in_ms bigint
)
  returns SETOF public."RescheduleAttempts"
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."RescheduleAttempts" as mine set
    "state" = p_state,
    "errorCode" = p_error_code,
    "answered" = coalesce(p_answered, mine."answered"),
    "leaseUntil" = pg_catalog.clock_timestamp(),
    "nextRunAt" = pg_catalog.clock_timestamp()
      + public.to_interval(coalesce(p_retry_in_ms, least(3600000, 5000 * 2 ^ least(mine."tries", 10))::bigint))
  where mine."ulid" = p_attempt_ulid and mine."fence" = p_fence and (
    (mine."state" = 'PREPARED' and p_state in ('ABANDONED', 'REJECTED'))
    or (mine."state" in ('SENDING', 'UNKNOWN') and p_state in ('REJECTED', 'UNKNOWN', 'NEEDS_HUMAN'))
    or (mine."state" = 'NEEDS_HUMAN' and p_state in ('REJECTED', 'NEEDS_HUMAN')))
  returning mine.*
$function$;

create or replace function public.reschedule_mark_sending_noting (
  p_attempt_ulid character,
  p_fence integer,
  p_lease_ms bigint,
  p_person_per_minute integer,
  p_person_per_day integer,
  p_booking_per_day integer,
  p_overridden_verdict text
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_attempt public."RescheduleAttempts";
  v_wait interval;
  v_now timestamptz(3);
begin
  select * into v_attempt from public."RescheduleAttempts" where "ulid" = p_attempt_ulid;
  if not found then
    return jsonb_build_object('kind', 'leaseLost');
  end if;
  -- Serializes the attempts of one actor, so that the limits count concurrent ones too.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(v_attempt."actorUserUlid"::text, 0));
  v_now := pg_catalog.clock_timestamp();
  select max(wait) into v_wait from (values
    (public.reschedule_wait(v_attempt."actorUserUlid", null, p_person_per_minute, interval '1 minute', v_now)),
    (public.reschedule_wait(v_attempt."actorUserUlid", null, p_person_per_day, interval '1 day', v_now)),
    (public.reschedule_wait(null, v_attempt."bookingUlid", p_booking_per_day, interval '1 day', v_now))
  ) as waits (wait);
  if v_wait is not null and v_attempt."state" = 'PREPARED' then
    return jsonb_build_object('kind', 'rateLimited',
      'retryAfterMs', greatest(1, ceil(extract(epoch from v_wait) * 1000)::bigint));
  end if;

  update public."RescheduleAttempts" set
    "state" = 'SENDING', "sentAt" = v_now, "overriddenVerdict" = p_overridden_verdict,
    "leaseUntil" = v_now + public.to_interval(p_lease_ms), "nextRunAt" = v_now + interval '5 seconds'
  where "ulid" = p_attempt_ulid and "fence" = p_fence and "state" = 'PREPARED' and "leaseUntil" > v_now
  returning * into v_attempt;
  if not found then
    return jsonb_build_object('kind', 'leaseLost');
  end if;
  return jsonb_build_object('kind', 'sending', 'attempt', to_jsonb(v_attempt));
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
  v_was_unknown boolean;
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
  v_was_unknown := public.has_unknown_attempt(v_before."ulid");
  select * into v_attempt from public.reschedule_settle(
    v_before."ulid", p_from_cal_uid, p_to_cal_uid, p_start_time, v_before."version" + 1);
  update public."Bookings" set
    "calBookingId" = p_to_cal_uid, "startTime" = p_start_time, "endTime" = p_end_time,
    "durationMinutes" = coalesce(p_duration_minutes, ceil(extract(epoch from p_end_time - p_start_time) / 60)::integer),
    "status" = p_upstream_status, "version" = "version" + 1, "upstreamChanged" = v_attempt."ulid" is null,
    "askedAt" = case when p_upstream_status = 'pending' then pg_catalog.clock_timestamp() end
  where "ulid" = v_before."ulid" returning * into v_after;
  insert into public."BookingCalRefs" ("calBookingUid", "bookingUlid")
  values (p_from_cal_uid, v_after."ulid"), (p_to_cal_uid, v_after."ulid")
  on conflict ("calBookingUid") do nothing;
  insert into public."BookingEvents" (
    "bookingUlid", "version", "kind", "fromCalUid", "toCalUid", "fromStartTime", "fromEndTime", "toStartTime",
    "toEndTime", "cause", "attemptUlid", "actorUserUlid", "actorRole", "reason", "recovered")
  values (
    v_after."ulid", v_after."version", case when v_after."askedAt" is null then 'moved' else 'asked' end, p_from_cal_uid, p_to_cal_uid, v_before."startTime", v_before."endTime",
    v_after."startTime", v_after."endTime", p_cause, v_attempt."ulid", v_attempt."actorUserUlid",
    v_attempt."actorRole", v_attempt."reason", v_was_unknown and v_attempt."ulid" is not null);
  return jsonb_build_object('applied', true, 'before', to_jsonb(v_before), 'after', to_jsonb(v_after),
    'attempt', case when v_attempt."ulid" is not null then to_jsonb(v_attempt) end);
end $function$;

create or replace function public.reschedule_settle (
  p_booking_ulid character,
  p_from_cal_uid text,
  p_to_cal_uid text,
  p_start_time timestamp with time zone,
  p_version integer
)
  returns SETOF public."RescheduleAttempts"
  language plpgsql
  set search_path to ''
  AS $function$
declare
  v_attempt public."RescheduleAttempts";
begin
  select * into v_attempt from public."RescheduleAttempts"
  where "bookingUlid" = p_booking_ulid and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')
  for update;
  if not found then
    return;
  end if;
  if v_attempt."kind" = 'move' and v_attempt."state" <> 'PREPARED' and v_attempt."fromCalUid" = p_from_cal_uid
    and (v_attempt."toStartTime" = p_start_time or v_attempt."errorCode" = 'ANSWERED ' || p_to_cal_uid) then
    return query update public."RescheduleAttempts" as mine set
      "state" = 'APPLIED', "newCalUid" = p_to_cal_uid, "appliedVersion" = p_version,
      "errorCode" = null, "fence" = mine."fence" + 1
    where mine."ulid" = v_attempt."ulid" returning mine.*;
  else
    update public."RescheduleAttempts" set
      "state" = case when "state" = 'PREPARED' then 'ABANDONED' else 'SUPERSEDED' end,
      "errorCode" = 'BOOKING_CHANGED', "fence" = "fence" + 1
    where "ulid" = v_attempt."ulid";
  end if;
end $function$;

create index "Notifications_remindedBy_idx" on public."Notifications" using btree ("actorUserUlid")
  where (kind = 'coachNotConnected'::text);

create index "RescheduleAttempts_due_idx" on public."RescheduleAttempts" using btree ("nextRunAt")
  where (state = ANY (ARRAY['PREPARED'::text, 'SENDING'::text, 'UNKNOWN'::text, 'NEEDS_HUMAN'::text]));

comment on function "public"."reschedule_apply_own"(character, text, text, timestamp with time zone, timestamp
  with time zone, text, integer, text, text[]) is 'p_own_attempt_ulid and p_duration_minutes may be null.';

revoke all on function "public"."attempts_due"(boolean, integer, bigint, bigint) from public;

grant execute on function "public"."attempts_due"(boolean, integer, bigint, bigint) to "service_role";

revoke all on function "public"."has_unknown_attempt"(character) from public;

revoke all
  on function "public"."reschedule_apply_own"(character, text, text, timestamp with time zone, timestamp
    with time zone, text, integer, text, text[])
  from public;

grant execute
  on function "public"."reschedule_apply_own"(character, text, text, timestamp with time zone, timestamp
    with time zone, text, integer, text, text[])
  to "service_role";

revoke all ("recovered") on table "public"."BookingEvents" from "authenticated";

grant select ("recovered") on table "public"."BookingEvents" to "authenticated";

reset check_function_bodies;

update public."BookingEvents" set "recovered" = true where "attemptUlid" is not null and "cause" <> 'request';
