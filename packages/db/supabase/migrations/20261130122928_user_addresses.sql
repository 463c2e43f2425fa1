set check_function_bodies = off;

drop trigger "Bookings_feed" on "public"."Bookings";

drop index "public"."CalIntegrations_calEmail_idx";

drop index "public"."User_email_idx";

drop function "public"."users_find_by_emails"(text[]);

create table "public"."UserAddresses" (
  "address" text not null,
  "userUlid" character(26) not null,
  "source" text not null,
  "provenAt" timestamp(3) with time zone not null default now(),
  constraint "UserAddresses_address_check"
    check
    (((address = lower((address COLLATE "C"))) AND (char_length(address) <= 320) AND (POSITION(('@'::text) IN (address))
    > 1) AND (address !~~ '%.invalid'::text))),
  constraint "UserAddresses_pkey" primary key (address),
  constraint "UserAddresses_source_check" check ((source = ANY (ARRAY['clerk'::text, 'cal'::text])))
);

alter table "public"."UserAddresses"
  enable row level security;

alter table "public"."BookingPeople"
  add column "hostHash" text;

alter table "public"."BookingPeople"
  add column "attendeeHash" text;

alter table "public"."User"
  add column "profileCheckedAt" timestamp(3) with time zone default now();

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
  v_hosts text[] := array(select public.fold_address(each) from unnest(p_host_emails) as each);
  v_attendees text[] := array(select public.fold_address(each) from unnest(p_attendee_emails) as each);
  v_new_coach char(26);
  v_new_mentee char(26);
  v_is_host_erased boolean;
  v_is_attendee_erased boolean;
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
    elsif public.is_erased(v_booking."menteeUserUlid") then
      select "userUlid" into v_new_mentee from public."UserAddresses"
      where "address" = any (v_attendees) and "userUlid" <> coalesce(v_new_coach, v_booking."coachUserUlid") limit 1;
    elsif v_known."attendeeEmail" is not null then
      v_replaced := coalesce(v_replaced, 'mentee');
    end if;
  end if;

  v_is_host_erased := public.is_erased(coalesce(v_new_coach, v_booking."coachUserUlid"));
  v_is_attendee_erased := public.is_erased(coalesce(v_new_mentee, v_booking."menteeUserUlid"));
  insert into public."BookingPeople" as mine ("bookingUlid", "hostEmail", "attendeeEmail", "hostHash", "attendeeHash")
  values (v_booking."ulid",
    case when not v_is_host_erased then v_hosts[1] end, case when not v_is_attendee_erased then v_attendees[1] end,
    case when v_is_host_erased then public.hash_address(v_hosts[1]) end,
    case when v_is_attendee_erased then public.hash_address(v_attendees[1]) end)
  on conflict ("bookingUlid") do update set
    "hostEmail" = coalesce(excluded."hostEmail", mine."hostEmail"),
    "attendeeEmail" = coalesce(excluded."attendeeEmail", mine."attendeeEmail"),
    "hostHash" = case when v_is_host_erased then coalesce(excluded."hostHash", mine."hostHash") end,
    "attendeeHash" = case when v_is_attendee_erased then coalesce(excluded."attendeeHash", mine."attendeeHash") end
  where (mine."hostEmail", mine."attendeeEmail", mine."hostHash", mine."attendeeHash") is distinct from (
    coalesce(excluded."hostEmail", mine."hostEmail"), coalesce(excluded."attendeeEmail", mine."attendeeEmail"),
    case when v_is_host_erased then coalesce(excluded."hostHash", mine."hostHash") end,
    case when v_is_attendee_erased then coalesce(excluded."attendeeHash", mine."attendeeHash") end);
  if v_new_coach is null and v_new_mentee is null and v_replaced is not distinct from v_before."replacedPerson" then
    return jsonb_build_object('outcome', 'same');
  end if;

  update public."Bookings" set
    "coachUserUlid" = coalesce(v_new_coach, "coachUserUlid"),
    "menteeUserUlid" = coalesce(v_new_mentee, "menteeUserUlid"),
    "replacedPerson" = v_replaced
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
  return jsonb_build_object('outcome', case when v_new_mentee is null then 'same' else 'returned' end,
    'bookingUlid', v_booking."ulid");
end $function$;

create or replace function public.booking_people_forget (
  p_user_ulid character,
  p_email text
)
  returns void
  language sql
  set search_path to ''
  AS $function$
  insert into public."BookingPeople" as known ("bookingUlid", "hostHash", "attendeeHash")
  select "ulid",
    case when "coachUserUlid" = p_user_ulid then public.hash_address(p_email) end,
    case when "menteeUserUlid" = p_user_ulid then public.hash_address(p_email) end
  from public."Bookings"
  where p_user_ulid in ("coachUserUlid", "menteeUserUlid") and "endTime" > pg_catalog.clock_timestamp()
  on conflict ("bookingUlid") do update set
    "hostHash" = case when excluded."hostHash" is null then known."hostHash"
      else coalesce(public.hash_address(known."hostEmail"), excluded."hostHash") end,
    "attendeeHash" = case when excluded."attendeeHash" is null then known."attendeeHash"
      else coalesce(public.hash_address(known."attendeeEmail"), excluded."attendeeHash") end;
  update public."BookingPeople" as people set
    "hostEmail" = case when mine."coachUserUlid" <> p_user_ulid then "hostEmail" end,
    "attendeeEmail" = case when mine."menteeUserUlid" <> p_user_ulid then "attendeeEmail" end
  from public."Bookings" as mine
  where mine."ulid" = people."bookingUlid" and p_user_ulid in (mine."coachUserUlid", mine."menteeUserUlid")
$function$;

create or replace function public.booking_people_prune()
  returns integer
  language sql
  security definer
  set search_path to ''
  AS $function$
  with over as (
    update public."BookingPeople" as people set "hostHash" = null, "attendeeHash" = null
    from public."Bookings" as mine
    where mine."ulid" = people."bookingUlid" and (people."hostHash" is not null or people."attendeeHash" is not null)
      and mine."endTime" <= pg_catalog.clock_timestamp()
    returning 1)
  select count(*)::integer from over
$function$;

create or replace function public.bookings_rebind (
  p_user_ulid character,
  p_addresses text[]
)
  returns text[]
  language plpgsql
  set search_path to ''
  AS $function$
declare
  v_hashes text[] := array(select public.hash_address(each) from unnest(p_addresses) as each);
  v_rebound text[];
begin
  with returned as (
    update public."Bookings" as mine set
      "coachUserUlid" = case when found."hostHash" = any (v_hashes) then p_user_ulid else mine."coachUserUlid" end,
      "menteeUserUlid" = case when found."attendeeHash" = any (v_hashes) then p_user_ulid else mine."menteeUserUlid" end
    from public."BookingPeople" as found
    where found."bookingUlid" = mine."ulid"
      and (found."hostHash" = any (v_hashes) or found."attendeeHash" = any (v_hashes))
      and (found."hostHash" = any (v_hashes) and found."attendeeHash" = any (v_hashes)) is not true
      and mine."endTime" > pg_catalog.clock_timestamp()
      and p_user_ulid not in (mine."coachUserUlid", mine."menteeUserUlid")
    returning mine."ulid")
  select coalesce(array_agg("ulid"::text), '{}') into v_rebound from returned;
  update public."BookingPeople" set
    "hostEmail" = coalesce("hostEmail", p_addresses[array_position(v_hashes, "hostHash")]),
    "attendeeEmail" = coalesce("attendeeEmail", p_addresses[array_position(v_hashes, "attendeeHash")]),
    "hostHash" = case when "hostHash" <> all (v_hashes) then "hostHash" end,
    "attendeeHash" = case when "attendeeHash" <> all (v_hashes) then "attendeeHash" end
  where "bookingUlid" = any (v_rebound);
  return v_rebound;
end $function$;

create or replace function public.cal_integration_claim_address()
  returns trigger
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_address text := public.fold_address(new."calEmail");
begin
  delete from public."UserAddresses"
  where "userUlid" = new."userUlid" and "source" = 'cal' and "address" is distinct from v_address;
  if char_length(v_address) > 320 or position('@' in v_address) < 2 or v_address like '%.invalid' then
    return null;
  end if;
  insert into public."UserAddresses" ("address", "userUlid", "source")
  select v_address, new."userUlid", 'cal' where v_address is not null
  on conflict ("address") do nothing;
  if found then
    perform public.bookings_rebind(new."userUlid", array[v_address]);
  end if;
  return null;
end $function$;

create or replace function public.fold_address (
  p_address text
)
  returns text
  language sql
  immutable
  set search_path to ''
  AS $function$
  select lower(p_address collate "C")
$function$;

create or replace function public.hash_address (
  p_address text
)
  returns text
  language sql
  immutable
  set search_path to ''
  AS $function$
  select translate(encode(sha256(convert_to(public.fold_address(p_address), 'UTF8')), 'base64'), '+/=', '-_')
$function$;

create or replace function public.is_erased (
  p_user_ulid character
)
  returns boolean
  language sql
  stable
  set search_path to ''
  AS $function$
  select exists (select from public."User" where "ulid" = p_user_ulid and "clerkUserId" = 'deleted:' || "ulid")
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
  if public.is_erased(p_former_ulid) then return; end if;
  perform public.outbox_add(
    p_new_ulids[2], pg_catalog.concat_ws(':', 'mail', 'formerHost', p_booking."ulid", p_new_ulids[1]),
    p_new_ulids[1], 'note', p_former_ulid, p_booking."menteeUserUlid", p_booking."ulid");
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
  v_key text;
  v_from char(26);
begin
  if coalesce(cardinality(p_new_ulids), 0) < 4 then
    raise exception 'four new ulids are needed' using errcode = '22023';
  end if;
  if p_note is null and (p_previous."startTime", p_previous."endTime", p_previous."status")
    = (p_booking."startTime", p_booking."endTime", p_booking."status") then
    return;
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
    continue when public.is_erased(v_people[i]);
    v_key := pg_catalog.concat_ws(':', 'mail', p_kind, p_booking."ulid", p_booking."version", v_people[i], p_note,
      case when p_note is not null then p_new_ulids[i] end);
    v_from := case when v_people[i] is distinct from p_attempt."actorUserUlid" then v_people[3 - i] end;
    if p_note is null then
      perform public.outbox_add_change(
        p_new_ulids[2 + i], v_key, p_new_ulids[i], v_people[i], v_from, p_previous, p_booking);
    else
      perform public.outbox_add(
        p_new_ulids[2 + i], v_key, p_new_ulids[i], 'note', v_people[i], v_from, p_booking."ulid");
    end if;
  end loop;
end $function$;

create or replace function public.user_address_released()
  returns trigger
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  insert into public."UserAddresses" ("address", "userUlid", "source")
  select old."address", "userUlid", 'cal' from public."CalIntegrations"
  where lower("calEmail" collate "C") = old."address" limit 1
  on conflict ("address") do nothing;
  return null;
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
  v_email text;
begin
  select "email" into v_email from public."User" where "clerkUserId" = p_clerk_user_id for update;
  update public."User" set
    "clerkUserId" = 'deleted:' || "ulid", "email" = lower("ulid") || '@deleted.invalid',
    "name" = 'Deleted user', "timeZone" = null, "timeZoneFrom" = null
  where "clerkUserId" = p_clerk_user_id
  returning "ulid" into v_ulid;
  if v_ulid is null then
    return false;
  end if;
  perform public.cal_integration_disconnect(v_ulid);
  delete from public."UserAddresses" where "userUlid" = v_ulid;
  delete from public."OAuthStates" where "userUlid" = v_ulid;
  perform public.booking_people_forget(v_ulid, v_email);
  update public."Outbox" set
    "deadAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = 'The user deleted their account.'
  where "doneAt" is null and "deadAt" is null and "payload" ->> 'notificationUlid' in (
    select "ulid"::text from public."Notifications" where "userUlid" = v_ulid);
  return true;
end $function$;

create or replace function public.user_claim_email()
  returns trigger
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
begin
  if tg_op = 'UPDATE' then
    delete from public."UserAddresses"
    where "address" = public.fold_address(old."email") and "userUlid" = old."ulid" and "source" = 'clerk';
  end if;
  if new."email" like '%.invalid' then return null; end if;
  insert into public."UserAddresses" as mine ("address", "userUlid", "source")
  values (public.fold_address(new."email"), new."ulid", 'clerk')
  on conflict ("address") do update set
    "userUlid" = excluded."userUlid", "source" = 'clerk', "provenAt" = excluded."provenAt"
  where mine."source" = 'cal' or mine."userUlid" = excluded."userUlid";
  if not found then
    raise exception 'the address belongs to another user' using errcode = '23505';
  end if;
  return null;
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
  select exists (
    select from public."UserAddresses" where "address" = any (p_emails) and "userUlid" = p_user_ulid)
$function$;

create or replace function public.user_release_addresses (
  p_clerk_user_id text,
  p_keep text[]
)
  returns void
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_keep text[] := array(select public.fold_address(each) from unnest(p_keep) as each);
begin
  update public."User" set
    "profileCheckedAt" = null,
    "email" = case when public.fold_address("email") = any (v_keep) then "email"
      else lower("ulid") || '@unknown.invalid' end
  where "clerkUserId" = p_clerk_user_id;
  delete from public."UserAddresses" as mine using public."User" as holder
  where holder."ulid" = mine."userUlid" and holder."clerkUserId" = p_clerk_user_id
    and mine."source" = 'clerk' and mine."address" <> all (v_keep);
end $function$;

create or replace function public.user_save_profile (
  p_ulid character,
  p_clerk_user_id text,
  p_email text,
  p_addresses text[],
  p_name text,
  p_leave_held boolean
)
  returns jsonb
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_user public."User";
  v_is_new boolean;
  v_wanted text[] := array(
    select distinct public.fold_address(each) from unnest(array_append(p_addresses, p_email)) as each);
  v_held text[];
  v_by jsonb;
  v_fresh text[];
begin
  select * into v_user from public."User" where "clerkUserId" = p_clerk_user_id for update;
  v_is_new := not found;
  if v_is_new and p_ulid is null then
    return jsonb_build_object('outcome', 'unknown');
  end if;
  select array_agg(held."address"), jsonb_agg(distinct holder."clerkUserId") into v_held, v_by
  from public."UserAddresses" as held
  join public."User" as holder on holder."ulid" = held."userUlid"
  where held."address" = any (v_wanted) and held."source" = 'clerk' and holder."clerkUserId" <> p_clerk_user_id;
  if v_held is not null then
    if not p_leave_held or public.fold_address(p_email) = any (v_held) then
      return jsonb_build_object('outcome', 'held', 'by', v_by);
    end if;
    v_wanted := array(select unnest(v_wanted) except select unnest(v_held));
  end if;
  v_fresh := array(
    select unnest(v_wanted) except select "address" from public."UserAddresses" where "userUlid" = v_user."ulid");

  begin
    if v_is_new then
      insert into public."User" ("ulid", "clerkUserId", "email", "name", "profileCheckedAt")
      values (p_ulid, p_clerk_user_id, p_email, p_name, pg_catalog.clock_timestamp()) returning * into v_user;
    else
      update public."User" set
        "email" = p_email, "name" = p_name, "profileCheckedAt" = pg_catalog.clock_timestamp()
      where "ulid" = v_user."ulid" returning * into v_user;
    end if;
    insert into public."UserAddresses" as mine ("address", "userUlid", "source")
    select each, v_user."ulid", 'clerk' from unnest(v_wanted) as each
    on conflict ("address") do update set
      "userUlid" = excluded."userUlid", "source" = 'clerk', "provenAt" = excluded."provenAt"
    where mine."source" = 'cal';
    delete from public."UserAddresses"
    where "userUlid" = v_user."ulid" and "source" = 'clerk' and "address" <> all (v_wanted);
  exception when unique_violation then -- by a concurrent call
    return jsonb_build_object('outcome', 'raced');
  end;
  return jsonb_build_object('outcome', 'saved', 'user', to_jsonb(v_user), 'isNew', v_is_new,
    'fresh', to_jsonb(v_fresh), 'rebound', to_jsonb(public.bookings_rebind(v_user."ulid", v_fresh)));
end $function$;

create or replace function public.users_due_for_check (
  p_limit integer,
  p_every_ms bigint
)
  returns SETOF text
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select "clerkUserId" from public."User"
  where "clerkUserId" <> 'deleted:' || "ulid"
    and ("profileCheckedAt" is null or "profileCheckedAt" <= pg_catalog.now() - public.to_interval(p_every_ms))
  order by "profileCheckedAt" nulls first, "ulid" limit p_limit
$function$;

create or replace function public.users_find_by_addresses (
  p_addresses text[]
)
  returns jsonb
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('address', found."address", 'user', to_jsonb(mine))
    order by found."address"), '[]')
  from public."UserAddresses" as found
  join public."User" as mine on mine."ulid" = found."userUlid"
  where found."address" in (select public.fold_address(wanted) from unnest(p_addresses) as addresses (wanted))
$function$;

create or replace function public.users_put_off_check (
  p_clerk_user_ids text[]
)
  returns void
  language sql
  security definer
  set search_path to ''
  AS $function$
  update public."User" set "profileCheckedAt" = pg_catalog.clock_timestamp()
  where "clerkUserId" = any (p_clerk_user_ids)
$function$;

alter table "public"."UserAddresses"
  add constraint "UserAddresses_userUlid_fkey" foreign key ("userUlid") references public."User"(ulid) on delete cascade;

create index "BookingPeople_attendeeHash_idx" on public."BookingPeople" using btree ("attendeeHash")
  where ("attendeeHash" is not null);

create index "BookingPeople_hostHash_idx" on public."BookingPeople" using btree ("hostHash")
  where ("hostHash" is not null);

create index "CalIntegrations_calAddress_idx" on public."CalIntegrations" using btree (lower(("calEmail" collate "C")));

create index "UserAddresses_user_idx" on public."UserAddresses" using btree ("userUlid");

-- Written by hand. Of users with one address the newest keeps it, as before; of the others it is asked at Clerk.
update public."User" as mine set "email" = lower("ulid") || '@unknown.invalid', "profileCheckedAt" = null
where exists (select from public."User" as newer
  where lower(newer."email" collate "C") = lower(mine."email" collate "C") and newer."ulid" > mine."ulid");

insert into public."UserAddresses" ("address", "userUlid", "source")
select lower("email" collate "C"), "ulid", 'clerk' from public."User" where "email" not like '%.invalid';

insert into public."UserAddresses" ("address", "userUlid", "source")
select lower("calEmail" collate "C"), "userUlid", 'cal' from public."CalIntegrations"
where char_length("calEmail") <= 320 and position('@' in "calEmail") > 1 and "calEmail" not like '%.invalid'
on conflict ("address") do nothing;

create unique index "User_email_key" on public."User" using btree (lower((email collate "C")));

create index "User_profileCheckedAt_idx" on public."User" using btree ("profileCheckedAt" nulls first, ulid)
  where ("clerkUserId" <> ('deleted:'::text || (ulid)::text));

create trigger "Bookings_feed"
  after update on public."Bookings"
  for each row
  when
    (((old."calBookingId" IS DISTINCT FROM new."calBookingId") OR (old."startTime" IS DISTINCT FROM new."startTime") OR
    (old."endTime" IS DISTINCT FROM new."endTime") OR (old.status IS DISTINCT FROM new.status) OR
    (old.title IS DISTINCT FROM new.title) OR (old."coachUserUlid" IS DISTINCT FROM new."coachUserUlid") OR
    (old."menteeUserUlid" IS DISTINCT FROM new."menteeUserUlid") OR (old.gone IS DISTINCT FROM new.gone) OR
    (old."replacedPerson" IS DISTINCT FROM new."replacedPerson")))
  execute function public.feed_booking_change();

create trigger "CalIntegrations_claim_address_insert"
  after insert on public."CalIntegrations"
  for each row
  execute function public.cal_integration_claim_address();

create trigger "CalIntegrations_claim_address"
  after update of "calEmail" on public."CalIntegrations"
  for each row
  when ((old."calEmail" IS DISTINCT FROM new."calEmail"))
  execute function public.cal_integration_claim_address();

create trigger "User_claim_email_insert"
  after insert on public."User"
  for each row
  execute function public.user_claim_email();

create trigger "User_claim_email"
  after update of email on public."User"
  for each row
  when ((old.email IS DISTINCT FROM new.email))
  execute function public.user_claim_email();

create trigger "UserAddresses_released"
  after delete on public."UserAddresses"
  for each row
  execute function public.user_address_released();

comment on function "public"."user_save_profile"(character, text, text, text[], text, boolean) is
  'p_ulid may be null.';

revoke all on function "public"."booking_people_forget"(character, text) from public;

revoke all on function "public"."booking_people_prune"() from public;

grant execute on function "public"."booking_people_prune"() to "service_role";

revoke all on function "public"."bookings_rebind"(character, text[]) from public;

revoke all on function "public"."cal_integration_claim_address"() from public;

revoke all on function "public"."fold_address"(text) from public;

revoke all on function "public"."hash_address"(text) from public;

revoke all on function "public"."is_erased"(character) from public;

revoke all on function "public"."user_address_released"() from public;

revoke all on function "public"."user_claim_email"() from public;

revoke all on function "public"."user_release_addresses"(text, text[]) from public;

grant execute on function "public"."user_release_addresses"(text, text[]) to "service_role";

revoke all on function "public"."user_save_profile"(character, text, text, text[], text, boolean) from public;

grant execute on function "public"."user_save_profile"(character, text, text, text[], text, boolean) to "service_role";

revoke all on function "public"."users_due_for_check"(integer, bigint) from public;

grant execute on function "public"."users_due_for_check"(integer, bigint) to "service_role";

revoke all on function "public"."users_put_off_check"(text[]) from public;

grant execute on function "public"."users_put_off_check"(text[]) to "service_role";

grant delete, insert, select, update on table "public"."UserAddresses" to "service_role";

reset check_function_bodies;
