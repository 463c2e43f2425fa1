set check_function_bodies = off;

alter table "public"."Notifications"
  add column "overriddenVerdict" text;

alter table "public"."RescheduleAttempts"
  add column "overriddenVerdict" text;

create or replace function public.reschedule_mark_sending (
  p_attempt_ulid character,
  p_fence integer,
  p_lease_ms bigint,
  p_person_per_minute integer,
  p_person_per_day integer,
  p_booking_per_day integer
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  return public.reschedule_mark_sending_noting(
    p_attempt_ulid, p_fence, p_lease_ms, p_person_per_minute, p_person_per_day, p_booking_per_day, null);
end $function$;

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
    "leaseUntil" = v_now + public.to_interval(p_lease_ms), "nextRunAt" = v_now + public.to_interval(p_lease_ms)
  where "ulid" = p_attempt_ulid and "fence" = p_fence and "state" = 'PREPARED' and "leaseUntil" > v_now
  returning * into v_attempt;
  if not found then
    return jsonb_build_object('kind', 'leaseLost');
  end if;
  return jsonb_build_object('kind', 'sending', 'attempt', to_jsonb(v_attempt));
end $function$;

create or replace function public.tell_participants_noting (
  p_booking public."Bookings",
  p_previous public."Bookings",
  p_attempt public."RescheduleAttempts",
  p_kind text,
  p_note text,
  p_new_ulids text[]
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
declare
  v_people char(26)[] := array[p_booking."coachUserUlid", p_booking."menteeUserUlid"];
begin
  if coalesce(cardinality(p_new_ulids), 0) < 4 then
    raise exception 'four new ulids are needed' using errcode = '22023';
  end if;
  for i in 1 .. 2 loop
    insert into public."Notifications" (
      "ulid", "userUlid", "bookingUlid", "version", "kind", "actorUserUlid", "actorRole",
      "oldStartTime", "oldEndTime", "newStartTime", "newEndTime", "reason", "conflictOverridden",
      "overriddenVerdict", "note", "readAt")
    values (
      p_new_ulids[i], v_people[i], p_booking."ulid", p_booking."version", p_kind,
      p_attempt."actorUserUlid", p_attempt."actorRole",
      p_previous."startTime", p_previous."endTime", p_booking."startTime", p_booking."endTime",
      p_attempt."reason", coalesce(p_attempt."overrideConflict", false),
      p_attempt."overriddenVerdict", p_note,
      case when v_people[i] = p_attempt."actorUserUlid" then pg_catalog.now() end);
    insert into public."Outbox" ("ulid", "dedupeKey", "topic", "payload")
    values (
      p_new_ulids[2 + i],
      pg_catalog.concat_ws(':', 'mail', p_kind, p_booking."ulid", p_booking."version", v_people[i], p_note,
        case when p_note is not null then p_new_ulids[i] end),
      'mail', jsonb_build_object('notificationUlid', p_new_ulids[i]));
  end loop;
end $function$;

alter table "public"."Notifications"
  add constraint "Notifications_overriddenVerdict_check"
    check
    (("overriddenVerdict" = ANY (ARRAY['none'::text, 'menteeBusy'::text, 'outsideMenteeHours'::text,
    'menteeUnknown'::text])));

alter table "public"."RescheduleAttempts"
  add constraint "RescheduleAttempts_overriddenVerdict_check"
    check
    (("overriddenVerdict" = ANY (ARRAY['none'::text, 'menteeBusy'::text, 'outsideMenteeHours'::text,
    'menteeUnknown'::text])));

comment on function
  "public"."reschedule_mark_sending_noting"(character, integer, bigint, integer, integer, integer, text) is
  'p_overridden_verdict may be null.';

revoke all
  on function "public"."reschedule_mark_sending_noting"(character, integer, bigint, integer, integer, integer, text)
  from public;

grant execute
  on function "public"."reschedule_mark_sending_noting"(character, integer, bigint, integer, integer, integer, text)
  to "service_role";

reset check_function_bodies;
