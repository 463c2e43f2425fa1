set check_function_bodies = off;

alter table "public"."User"
  add column "nameFrom" text not null default 'clerk'::text;

alter table "public"."User"
  add column "locale" text not null default 'auto'::text;

alter table "public"."User"
  add column "hourCycle" text not null default 'auto'::text;

alter table "public"."User"
  add column "weekStart" integer;

alter table "public"."User"
  add column "deviceLocale" text;

alter table "public"."User"
  add column "singleKeys" boolean not null default true;

alter table "public"."User"
  add column "mailMoved" boolean not null default true;

alter table "public"."User"
  add column "mailOffered" boolean not null default true;

alter table "public"."User"
  add column "mailReminders" boolean not null default true;

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
        'startTime', "startTime", 'endTime', "endTime", 'status', "status", 'createdAt', "createdAt")
        order by "startTime", "ulid"), '[]')
      from meetings),
    'history', (
      select coalesce(jsonb_agg(jsonb_build_object('bookingUlid', event."bookingUlid", 'version', event."version",
        'fromStartTime', event."fromStartTime", 'toStartTime', event."toStartTime", 'actorRole', event."actorRole",
        'reason', event."reason", 'createdAt', event."createdAt") order by event."createdAt", event."bookingUlid"), '[]')
      from meetings join public."BookingEvents" as event on event."bookingUlid" = meetings."ulid"),
    'moves', (
      select coalesce(jsonb_agg(jsonb_build_object('bookingUlid', "bookingUlid", 'fromStartTime', "fromStartTime",
        'toStartTime', "toStartTime", 'reason', "reason", 'conflictOverridden', "overrideConflict", 'state', "state",
        'createdAt', "createdAt") order by "createdAt", "ulid"), '[]')
      from public."RescheduleAttempts" where "actorUserUlid" = p_user_ulid),
    'notifications', (
      select coalesce(jsonb_agg(jsonb_build_object('bookingUlid', "bookingUlid", 'kind', "kind",
        'oldStartTime', "oldStartTime", 'newStartTime', "newStartTime", 'reason', "reason",
        'conflictOverridden', "conflictOverridden", 'note', "note", 'readAt', "readAt",
        'createdAt', "createdAt") order by "createdAt", "ulid"), '[]')
      from public."Notifications" where "userUlid" = p_user_ulid))
$function$;

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
    "name" = 'Deleted user', "nameFrom" = 'clerk', "timeZone" = null, "timeZoneFrom" = null,
    "locale" = 'auto', "deviceLocale" = null, "hourCycle" = 'auto', "weekStart" = null, "singleKeys" = true,
    "mailMoved" = true, "mailOffered" = true, "mailReminders" = true
  where "clerkUserId" = p_clerk_user_id
  returning "ulid" into v_ulid;
  if v_ulid is null then
    return false;
  end if;
  perform public.cal_integration_disconnect(v_ulid);
  delete from public."UserAddresses" where "userUlid" = v_ulid;
  delete from public."OAuthStates" where "userUlid" = v_ulid;
  delete from public."CalendarConsents" where v_ulid in ("menteeUserUlid", "coachUserUlid");
  perform public.booking_people_forget(v_ulid, v_email);
  update public."Outbox" set
    "deadAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = 'The user deleted their account.'
  where "doneAt" is null and "deadAt" is null and "payload" ->> 'notificationUlid' in (
    select "ulid"::text from public."Notifications" where "userUlid" = v_ulid);
  return true;
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
  select * into v_user from public."User" where "clerkUserId" = p_clerk_user_id for no key update;
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
        "email" = p_email, "name" = case "nameFrom" when 'choice' then "name" else p_name end,
        "profileCheckedAt" = pg_catalog.clock_timestamp()
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

alter table "public"."User"
  add constraint "User_deviceLocale_check" check (("deviceLocale" ~ '^[a-z]{2}-[A-Z]{2}$'::text));

alter table "public"."User"
  add constraint "User_hourCycle_check" check (("hourCycle" = ANY (ARRAY['h12'::text, 'h23'::text, 'auto'::text])));

alter table "public"."User"
  add constraint "User_locale_check" check ((locale = ANY (ARRAY['en'::text, 'de'::text, 'auto'::text])));

alter table "public"."User"
  add constraint "User_nameFrom_check" check (("nameFrom" = ANY (ARRAY['clerk'::text, 'choice'::text])));

alter table "public"."User"
  add constraint "User_weekStart_check" check ((("weekStart" >= 0) AND ("weekStart" <= 6)));

reset check_function_bodies;
