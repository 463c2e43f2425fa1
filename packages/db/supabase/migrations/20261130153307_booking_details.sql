set check_function_bodies = off;

drop trigger "Bookings_feed" on "public"."Bookings";

alter table "public"."Bookings"
  add column "calDetails" jsonb;

alter table "public"."Bookings"
  add column "acknowledgedVersion" integer;

alter table "public"."Bookings"
  add column "acknowledgedAt" timestamp(3) with time zone;

create or replace function public.booking_acknowledge (
  p_booking_ulid character,
  p_user_ulid character,
  p_version integer
)
  returns timestamp with time zone
  language plpgsql
  security definer
  set search_path to ''
  AS $function$
declare
  v_at timestamptz;
begin
  update public."Bookings" set
    "acknowledgedAt" = case when "acknowledgedVersion" = p_version then "acknowledgedAt"
      else pg_catalog.clock_timestamp() end,
    "acknowledgedVersion" = p_version
  where "ulid" = p_booking_ulid and "menteeUserUlid" = p_user_ulid and not "hiddenFromMentee"
    and "version" = p_version and "status" = 'accepted' and "endTime" > pg_catalog.clock_timestamp()
  returning "acknowledgedAt" into v_at;
  return v_at;
end $function$;

create or replace function public.booking_server_part (
  p_booking_ulid character,
  p_user_ulid character
)
  returns jsonb
  language sql
  stable
  security definer
  set search_path to ''
  AS $function$
  select jsonb_build_object(
    'version', mine."version", 'calBookingId', mine."calBookingId", 'calSeriesUid', mine."calSeriesUid",
    'counterpartEmail', case when
      exists (
        select from public."CalendarConsents" as consent
        where consent."menteeUserUlid" = mine."menteeUserUlid" and consent."coachUserUlid" = mine."coachUserUlid"
          and consent."state" = 'allowed')
      or exists (
        select from public."Bookings" as theirs
        join public."BookingEvents" as moved on moved."bookingUlid" = theirs."ulid"
        where theirs."coachUserUlid" = mine."coachUserUlid" and theirs."menteeUserUlid" = mine."menteeUserUlid"
          and moved."actorUserUlid" = p_user_ulid)
      then case p_user_ulid
        when mine."coachUserUlid" then people."attendeeEmail"
        when mine."menteeUserUlid" then people."hostEmail" end
    end)
  from public."Bookings" as mine
  left join public."BookingPeople" as people on people."bookingUlid" = mine."ulid"
  where mine."ulid" = p_booking_ulid
$function$;

create or replace function public.bookings_note_observed (
  p_seen jsonb
)
  returns SETOF text
  language sql
  security definer
  set search_path to ''
  AS $function$
  with noted as (
    update public."Bookings" as mine set "calDetails" = seen."calDetails"
    from jsonb_to_recordset(p_seen) as seen ("calBookingUid" text, "calDetails" jsonb)
    where mine."calBookingId" = seen."calBookingUid" and seen."calDetails" is not null
      and mine."calDetails" is distinct from seen."calDetails"
      and not public.is_erased(mine."coachUserUlid") and not public.is_erased(mine."menteeUserUlid"))
  select public.bookings_learn_time_zones(p_seen)
$function$;

create or replace function public.bookings_page (
  p_user_ulid character,
  p_is_upcoming boolean,
  p_now timestamp with time zone,
  p_after_start timestamp with time zone,
  p_after_ulid character,
  p_limit integer
)
  returns jsonb
  language plpgsql
  stable
  set search_path to ''
  AS $function$
declare
  v_page char(26)[];
begin
  if p_is_upcoming then
    v_page := array(
      select b."ulid" from public."Bookings" as b
      where p_user_ulid in (b."coachUserUlid", b."menteeUserUlid")
        and b."endTime" > p_now and b."startTime" > p_now - interval '24 hours'
        and (p_after_start is null or (b."startTime", b."ulid") > (p_after_start, p_after_ulid))
      order by b."startTime", b."ulid" limit p_limit);
  else
    v_page := array(
      select b."ulid" from public."Bookings" as b
      where p_user_ulid in (b."coachUserUlid", b."menteeUserUlid")
        and b."endTime" <= p_now and b."startTime" < p_now
        and (p_after_start is null or (b."startTime", b."ulid") < (p_after_start, p_after_ulid))
      order by b."startTime" desc, b."ulid" desc limit p_limit);
  end if;
  return (
    select coalesce(jsonb_agg(
      to_jsonb(page) || jsonb_build_object('coach', to_jsonb(coach), 'mentee', to_jsonb(mentee))
      order by wanted.place), '[]')
    from unnest(v_page) with ordinality as wanted (ulid, place)
    cross join lateral (
      select "ulid", "coachUserUlid", "menteeUserUlid", "title", "eventTypeId", "durationMinutes", "startTime",
        "endTime", "status", "version", "upstreamChanged", "seriesPosition", "seriesRhythm", "eventType",
        "replacedPerson", "gone", "calDetails", "acknowledgedVersion", "acknowledgedAt", "createdAt", "updatedAt"
      from public."Bookings" where "ulid" = wanted.ulid) as page
    cross join lateral (
      select "ulid", "name", "timeZone" from public."User" where "ulid" = page."coachUserUlid") as coach
    cross join lateral (
      select "ulid", "name", "timeZone" from public."User" where "ulid" = page."menteeUserUlid") as mentee);
end $function$;

create or replace function public.forget_old_join_url()
  returns trigger
  language plpgsql
  set search_path to ''
  AS $function$
begin
  if position(old."calBookingId" in coalesce(new."calDetails" ->> 'joinUrl', '')) > 0 then
    new."calDetails" := new."calDetails" || '{ "joinUrl": null }';
  end if;
  return new;
end $function$;

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
  update public."Bookings" set "calDetails" = null
  where v_ulid in ("coachUserUlid", "menteeUserUlid") and "calDetails" is not null;
  update public."Outbox" set
    "deadAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = 'The user deleted their account.'
  where "doneAt" is null and "deadAt" is null and "payload" ->> 'notificationUlid' in (
    select "ulid"::text from public."Notifications" where "userUlid" = v_ulid);
  return true;
end $function$;

alter table "public"."Bookings"
  add constraint "Bookings_acknowledged_check" check ((("acknowledgedVersion" IS NULL) = ("acknowledgedAt" IS NULL)));

alter table "public"."Bookings"
  add constraint "Bookings_calDetails_check" check ((jsonb_typeof("calDetails") = 'object'::text));

create trigger "Bookings_feed"
  after update on public."Bookings"
  for each row
  when
    (((old."calBookingId" IS DISTINCT FROM new."calBookingId") OR (old."startTime" IS DISTINCT FROM new."startTime") OR
    (old."endTime" IS DISTINCT FROM new."endTime") OR (old.status IS DISTINCT FROM new.status) OR
    (old.title IS DISTINCT FROM new.title) OR (old."coachUserUlid" IS DISTINCT FROM new."coachUserUlid") OR
    (old."menteeUserUlid" IS DISTINCT FROM new."menteeUserUlid") OR (old.gone IS DISTINCT FROM new.gone) OR
    (old."replacedPerson" IS DISTINCT FROM new."replacedPerson") OR
    (old."acknowledgedAt" IS DISTINCT FROM new."acknowledgedAt")))
  execute function public.feed_booking_change();

create trigger "Bookings_join_url"
  before update of "calBookingId" on public."Bookings"
  for each row
  when ((old."calBookingId" <> new."calBookingId"))
  execute function public.forget_old_join_url();

revoke all on function "public"."booking_acknowledge"(character, character, integer) from public;

grant execute on function "public"."booking_acknowledge"(character, character, integer) to "service_role";

revoke all on function "public"."booking_server_part"(character, character) from public;

grant execute on function "public"."booking_server_part"(character, character) to "service_role";

revoke all on function "public"."bookings_note_observed"(jsonb) from public;

grant execute on function "public"."bookings_note_observed"(jsonb) to "service_role";

revoke all on function "public"."forget_old_join_url"() from public;

revoke all ("acknowledgedAt") on table "public"."Bookings" from "authenticated";

grant select ("acknowledgedAt") on table "public"."Bookings" to "authenticated";

revoke all ("acknowledgedVersion") on table "public"."Bookings" from "authenticated";

grant select ("acknowledgedVersion") on table "public"."Bookings" to "authenticated";

revoke all ("calDetails") on table "public"."Bookings" from "authenticated";

grant select ("calDetails") on table "public"."Bookings" to "authenticated";

reset check_function_bodies;
