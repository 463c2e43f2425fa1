-- What is kept about a user, for that user; test/person-export.test.ts says of each table why a part is left out. Of
-- other people only what the user sees of them: names, and the reasons they gave.
create function public.person_export(p_user_ulid char(26)) returns jsonb
language sql stable security definer set search_path = '' as $$
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
$$;
grant execute on function public.person_export to service_role;
