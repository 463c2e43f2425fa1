set check_function_bodies = off;

alter table "public"."Notifications"
  drop constraint "Notifications_once_key";

create table "public"."BookingPeople" (
  "bookingUlid" character(26) not null,
  "hostEmail" text,
  "attendeeEmail" text,
  "updatedAt" timestamp(3) with time zone not null default now(),
  constraint "BookingPeople_attendeeEmail_check" check ((char_length("attendeeEmail") <= 320)),
  constraint "BookingPeople_hostEmail_check" check ((char_length("hostEmail") <= 320)),
  constraint "BookingPeople_pkey" primary key ("bookingUlid")
);

alter table "public"."BookingPeople"
  enable row level security;

alter table "public"."Bookings"
  add column "eventType" jsonb;

alter table "public"."Bookings"
  add column "replacedPerson" text;

alter table "public"."Bookings"
  add column "missingSince" timestamp(3) with time zone;

alter table "public"."Bookings"
  add column "gone" boolean not null default false;

alter table "public"."Notifications"
  add column "note" text;

create or replace function public.booking_note_cancelled_too (
  p_cal_uid text,
  p_new_ulids text[]
)
  returns boolean
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_booking public."Bookings";
  v_no_attempt public."RescheduleAttempts";
begin
  select * into v_booking from public.booking_by_cal_uid(p_cal_uid);
  if not found or v_booking."calBookingId" <> p_cal_uid or v_booking."status" not in ('accepted', 'pending')
    or exists (select from public."Notifications" where "bookingUlid" = v_booking."ulid"
      and "version" = v_booking."version" and "note" = 'cancelledToo') then
    return false;
  end if;
  perform public.tell_participants_noting(v_booking, v_booking, v_no_attempt, 'bookingChangedUpstream',
    'cancelledToo', p_new_ulids);
  update public."Bookings" set "upstreamChanged" = true where "ulid" = v_booking."ulid";
  return true;
end $function$;

create or replace function public.booking_note_found (
  p_cal_uid text
)
  returns void
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."Bookings" set "missingSince" = null, "gone" = false
  where "calBookingId" = p_cal_uid and "missingSince" is not null
$function$;

create or replace function public.booking_note_missing (
  p_cal_uid text,
  p_confirm_ms bigint
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_booking public."Bookings";
  v_now timestamptz(3) := pg_catalog.clock_timestamp();
  v_is_gone boolean;
begin
  select * into v_booking from public.booking_by_cal_uid(p_cal_uid);
  if not found or v_booking."calBookingId" <> p_cal_uid then
    return jsonb_build_object('known', false, 'gone', false);
  end if;
  v_is_gone := v_booking."gone"
    or coalesce(v_booking."missingSince" <= v_now - public.to_interval(p_confirm_ms), false);
  if v_booking."missingSince" is null or v_is_gone <> v_booking."gone" then
    update public."Bookings" set "missingSince" = coalesce("missingSince", v_now), "gone" = v_is_gone
    where "ulid" = v_booking."ulid";
  end if;
  if v_is_gone then
    update public."RescheduleAttempts" set
      "state" = 'ABANDONED', "errorCode" = 'BOOKING_CANCELLED', "fence" = "fence" + 1
    where "bookingUlid" = v_booking."ulid" and "state" = 'PREPARED';
  end if;
  return jsonb_build_object('known', true, 'gone', v_is_gone);
end $function$;

create or replace function public.booking_observe_people (
  p_cal_uid text,
  p_host_emails text[],
  p_attendee_emails text[],
  p_new_ulids text[]
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_booking public."Bookings";
  v_before public."Bookings";
  v_known public."BookingPeople";
  v_no_attempt public."RescheduleAttempts";
  v_hosts text[] := array(select lower(each) from unnest(p_host_emails) as each);
  v_attendees text[] := array(select lower(each) from unnest(p_attendee_emails) as each);
  v_new_coach char(26);
  v_replaced text;
begin
  select * into v_booking from public.booking_by_cal_uid(p_cal_uid);
  if not found or v_booking."calBookingId" <> p_cal_uid then
    return jsonb_build_object('outcome', 'notCurrent');
  end if;
  v_before := v_booking;
  v_replaced := v_booking."replacedPerson";
  select * into v_known from public."BookingPeople" where "bookingUlid" = v_booking."ulid";

  if cardinality(v_hosts) > 0 and not coalesce(v_known."hostEmail" = any (v_hosts), false) then
    if public.user_has_address(v_booking."coachUserUlid", v_hosts) then
      v_replaced := nullif(v_replaced, 'coach');
    else
      select hit -> 'user' ->> 'ulid' into v_new_coach
      from jsonb_array_elements(public.users_find_by_addresses(v_hosts)) as hit
      where hit -> 'user' ->> 'ulid' <> v_booking."menteeUserUlid" limit 1;
      if v_new_coach is not null then
        v_replaced := nullif(v_replaced, 'coach');
      elsif v_known."hostEmail" is not null then
        v_replaced := 'coach';
      end if;
    end if;
  end if;
  if cardinality(v_attendees) > 0 and not coalesce(v_known."attendeeEmail" = any (v_attendees), false) then
    if public.user_has_address(v_booking."menteeUserUlid", v_attendees) then
      v_replaced := nullif(v_replaced, 'mentee');
    elsif v_known."attendeeEmail" is not null then
      v_replaced := coalesce(v_replaced, 'mentee');
    end if;
  end if;

  insert into public."BookingPeople" as mine ("bookingUlid", "hostEmail", "attendeeEmail")
  values (v_booking."ulid", v_hosts[1], v_attendees[1])
  on conflict ("bookingUlid") do update set
    "hostEmail" = coalesce(excluded."hostEmail", mine."hostEmail"),
    "attendeeEmail" = coalesce(excluded."attendeeEmail", mine."attendeeEmail")
  where (mine."hostEmail", mine."attendeeEmail") is distinct from (
    coalesce(excluded."hostEmail", mine."hostEmail"), coalesce(excluded."attendeeEmail", mine."attendeeEmail"));
  if v_new_coach is null and v_replaced is not distinct from v_before."replacedPerson" then
    return jsonb_build_object('outcome', 'same');
  end if;

  update public."Bookings" set
    "coachUserUlid" = coalesce(v_new_coach, "coachUserUlid"), "replacedPerson" = v_replaced
  where "ulid" = v_booking."ulid" returning * into v_booking;
  if v_new_coach is not null then
    perform public.tell_participants_noting(v_booking, v_before, v_no_attempt, 'bookingChangedUpstream', 'newHost',
      p_new_ulids);
    perform public.tell_former_host(v_booking, v_before."coachUserUlid", p_new_ulids[5:6]);
    return jsonb_build_object('outcome', 'newHost', 'bookingUlid', v_booking."ulid", 'coachUserUlid', v_new_coach);
  end if;
  if v_replaced is not null then
    perform public.tell_participants_noting(v_booking, v_before, v_no_attempt, 'bookingChangedUpstream',
      case v_replaced when 'coach' then 'coachReplaced' else 'menteeReplaced' end, p_new_ulids);
    return jsonb_build_object('outcome', 'replaced', 'bookingUlid', v_booking."ulid");
  end if;
  return jsonb_build_object('outcome', 'same');
end $function$;

create or replace function public.bookings_note_event_type (
  p_coach_user_ulid character,
  p_event_type_id integer,
  p_event_type jsonb
)
  returns void
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."Bookings" set
    "eventType" = p_event_type,
    "title" = coalesce(nullif(left(p_event_type ->> 'title', 500), ''), "title")
  where "coachUserUlid" = p_coach_user_ulid and "eventTypeId" = p_event_type_id
    and "endTime" > pg_catalog.now() and "startTime" > pg_catalog.now() - interval '24 hours'
    and "eventType" is distinct from p_event_type
$function$;

create or replace function public.tell_former_host (
  p_booking public."Bookings",
  p_former_ulid character,
  p_new_ulids text[]
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
begin
  insert into public."Notifications" (
    "ulid", "userUlid", "bookingUlid", "version", "kind", "oldStartTime", "oldEndTime", "newStartTime", "newEndTime",
    "note", "readAt")
  values (
    p_new_ulids[1], p_former_ulid, p_booking."ulid", p_booking."version", 'bookingChangedUpstream',
    p_booking."startTime", p_booking."endTime", p_booking."startTime", p_booking."endTime", 'formerHost',
    pg_catalog.now());
  insert into public."Outbox" ("ulid", "dedupeKey", "topic", "payload")
  values (
    p_new_ulids[2],
    pg_catalog.concat_ws(':', 'mail', 'formerHost', p_booking."ulid", p_new_ulids[1]),
    'mail', jsonb_build_object('notificationUlid', p_new_ulids[1]));
end $function$;

create or replace function public.tell_participants (
  p_booking public."Bookings",
  p_previous public."Bookings",
  p_attempt public."RescheduleAttempts",
  p_kind text,
  p_new_ulids text[]
)
  returns void
  language plpgsql
  set search_path to ''
  AS $function$
begin
  perform public.tell_participants_noting(p_booking, p_previous, p_attempt, p_kind, null, p_new_ulids);
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
      "oldStartTime", "oldEndTime", "newStartTime", "newEndTime", "reason", "conflictOverridden", "note",
      "readAt")
    values (
      p_new_ulids[i], v_people[i], p_booking."ulid", p_booking."version", p_kind,
      p_attempt."actorUserUlid", p_attempt."actorRole",
      p_previous."startTime", p_previous."endTime", p_booking."startTime", p_booking."endTime",
      p_attempt."reason", coalesce(p_attempt."overrideConflict", false), p_note,
      case when v_people[i] = p_attempt."actorUserUlid" then pg_catalog.now() end);
    insert into public."Outbox" ("ulid", "dedupeKey", "topic", "payload")
    values (
      p_new_ulids[2 + i],
      pg_catalog.concat_ws(':', 'mail', p_kind, p_booking."ulid", p_booking."version", v_people[i], p_note,
        case when p_note is not null then p_new_ulids[i] end),
      'mail', jsonb_build_object('notificationUlid', p_new_ulids[i]));
  end loop;
end $function$;

create or replace function public.user_anonymise (
  p_clerk_user_id text
)
  returns boolean
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_ulid char(26);
begin
  update public."User" set
    "clerkUserId" = 'deleted:' || "ulid", "email" = lower("ulid") || '@deleted.invalid',
    "name" = 'Deleted user', "timeZone" = null, "timeZoneFrom" = null
  where "clerkUserId" = p_clerk_user_id
  returning "ulid" into v_ulid;
  if v_ulid is null then
    return false;
  end if;
  perform public.cal_integration_disconnect(v_ulid);
  delete from public."OAuthStates" where "userUlid" = v_ulid;
  update public."BookingPeople" as people set
    "hostEmail" = case when mine."coachUserUlid" <> v_ulid then "hostEmail" end,
    "attendeeEmail" = case when mine."menteeUserUlid" <> v_ulid then "attendeeEmail" end
  from public."Bookings" as mine
  where mine."ulid" = people."bookingUlid" and v_ulid in (mine."coachUserUlid", mine."menteeUserUlid");
  update public."Outbox" set
    "deadAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = 'The user deleted their account.'
  where "doneAt" is null and "deadAt" is null and "payload" ->> 'notificationUlid' in (
    select "ulid"::text from public."Notifications" where "userUlid" = v_ulid);
  return true;
end $function$;

create or replace function public.user_has_address (
  p_user_ulid character,
  p_emails text[]
)
  returns boolean
  language sql
  stable
  set search_path to ''
  AS $function$
  select exists (select from public."User" where "ulid" = p_user_ulid and lower("email") = any (p_emails))
    or exists (select from public."CalIntegrations"
      where "userUlid" = p_user_ulid and lower("calEmail") = any (p_emails))
$function$;

alter table "public"."BookingPeople"
  add constraint "BookingPeople_bookingUlid_fkey" foreign key ("bookingUlid") references public."Bookings"(ulid)
    on delete cascade;

alter table "public"."Bookings"
  add constraint "Bookings_eventType_check" check ((jsonb_typeof("eventType") = 'object'::text));

alter table "public"."Bookings"
  add constraint "Bookings_gone_check" check (((NOT gone) OR ("missingSince" IS NOT NULL)));

alter table "public"."Bookings"
  add constraint "Bookings_replacedPerson_check" check (("replacedPerson" = ANY (ARRAY['coach'::text, 'mentee'::text])));

alter table "public"."Notifications"
  add constraint "Notifications_note_check"
    check
    ((note = ANY (ARRAY['newHost'::text, 'formerHost'::text, 'coachReplaced'::text, 'menteeReplaced'::text,
    'cancelledToo'::text])));

create unique index "Notifications_once_key" on public."Notifications"
  using btree ("userUlid", "bookingUlid", version, kind)
  where (note is null);

create trigger "BookingPeople_touch"
  before update on public."BookingPeople"
  for each row
  execute function public.touch_updated_at();

revoke all on function "public"."booking_note_cancelled_too"(text, text[]) from public;

grant execute on function "public"."booking_note_cancelled_too"(text, text[]) to "service_role";

revoke all on function "public"."booking_note_found"(text) from public;

grant execute on function "public"."booking_note_found"(text) to "service_role";

revoke all on function "public"."booking_note_missing"(text, bigint) from public;

grant execute on function "public"."booking_note_missing"(text, bigint) to "service_role";

revoke all on function "public"."booking_observe_people"(text, text[], text[], text[]) from public;

grant execute on function "public"."booking_observe_people"(text, text[], text[], text[]) to "service_role";

revoke all on function "public"."bookings_note_event_type"(character, integer, jsonb) from public;

grant execute on function "public"."bookings_note_event_type"(character, integer, jsonb) to "service_role";

revoke all on function "public"."tell_former_host"(public."Bookings", character, text[]) from public;

revoke all
  on function
    "public"."tell_participants_noting"(public."Bookings", public."Bookings", public."RescheduleAttempts", text, text,
    text[])
  from public;

revoke all on function "public"."user_has_address"(character, text[]) from public;

grant delete, insert, select, update on table "public"."BookingPeople" to "service_role";

reset check_function_bodies;
