-- A mentee tells a coach that a meeting cannot be moved until the coach connects Cal.com: a notification and a mail,
-- once a week for each pair. The latest notification of this kind is the record of it.

create index "Notifications_reminder_idx" on public."Notifications" ("userUlid", "actorUserUlid")
  where "kind" = 'coachNotConnected';
create index "Notifications_remindedBy_idx" on public."Notifications" ("actorUserUlid")
  where "kind" = 'coachNotConnected';

-- The coach's reminders, of one mentee or of all, are not news any more: in the app they count as read, and no mail
-- follows.
create function public.coach_reminders_end(p_coach_user_ulid char(26), p_mentee_user_ulid char(26)) returns void
language sql set search_path = '' as $$
  with ended as (
    update public."Notifications" set "readAt" = coalesce("readAt", pg_catalog.now())
    where "userUlid" = p_coach_user_ulid and "kind" = 'coachNotConnected'
      and (p_mentee_user_ulid is null or "actorUserUlid" = p_mentee_user_ulid)
    returning "ulid")
  update public."Outbox" set
    "doneAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = 'The reminder is not needed any more.'
  where "doneAt" is null and "deadAt" is null and "payload" ->> 'notificationUlid' in (select "ulid" from ended)
$$;
comment on function public.coach_reminders_end is 'p_mentee_user_ulid may be null.';

create function public.coach_reminders_end_connected() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform public.coach_reminders_end(new."userUlid", null);
  return null;
end $$;
create trigger "CalIntegrations_end_reminders" after insert or update of "status" on public."CalIntegrations"
  for each row when (new."status" = 'connected') execute function public.coach_reminders_end_connected();

-- The mentee of a meeting to come reminds its coach, again at the earliest p_every_ms after the last time.
-- p_new_ulids: one for the notification, one for the outbox row.
create function public.coach_remind(
  p_mentee_user_ulid char(26), p_booking_ulid char(26), p_every_ms bigint, p_new_ulids text[]
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_booking public."Bookings";
  v_last timestamptz(3);
begin
  select * into v_booking from public."Bookings"
  where "ulid" = p_booking_ulid and "menteeUserUlid" = p_mentee_user_ulid and not "hiddenFromMentee"
    and "status" in ('accepted', 'pending') and "startTime" > pg_catalog.now();
  if not found or public.is_erased(v_booking."coachUserUlid") then
    return jsonb_build_object('outcome', 'noMeeting');
  end if;
  perform pg_catalog.pg_advisory_xact_lock(
    pg_catalog.hashtextextended('coach_remind' || v_booking."coachUserUlid" || p_mentee_user_ulid, 0));
  if exists (
    select from public."CalIntegrations"
    where "userUlid" = v_booking."coachUserUlid" and "status" = 'connected') then
    return jsonb_build_object('outcome', 'connected');
  end if;
  select max("createdAt") into v_last from public."Notifications"
  where "userUlid" = v_booking."coachUserUlid" and "actorUserUlid" = p_mentee_user_ulid
    and "kind" = 'coachNotConnected';
  if v_last > pg_catalog.clock_timestamp() - public.to_interval(p_every_ms) then
    return jsonb_build_object('outcome', 'tooEarly', 'nextAllowedAt', v_last + public.to_interval(p_every_ms));
  end if;
  perform public.coach_reminders_end(v_booking."coachUserUlid", p_mentee_user_ulid);
  delete from public."Notifications"
  where "userUlid" = v_booking."coachUserUlid" and "actorUserUlid" = p_mentee_user_ulid
    and "kind" = 'coachNotConnected';
  insert into public."Notifications" (
    "ulid", "userUlid", "bookingUlid", "version", "kind", "actorUserUlid", "actorRole",
    "oldStartTime", "oldEndTime", "newStartTime", "newEndTime", "createdAt")
  values (
    p_new_ulids[1], v_booking."coachUserUlid", v_booking."ulid", v_booking."version", 'coachNotConnected',
    p_mentee_user_ulid, 'mentee', v_booking."startTime", v_booking."endTime", v_booking."startTime",
    v_booking."endTime", pg_catalog.clock_timestamp())
  returning "createdAt" into v_last;
  perform public.outbox_add(
    p_new_ulids[2], 'mail:coachNotConnected:' || p_new_ulids[1], p_new_ulids[1], 'ask', v_booking."coachUserUlid",
    p_mentee_user_ulid, v_booking."ulid");
  return jsonb_build_object('outcome', 'reminded', 'nextAllowedAt', v_last + public.to_interval(p_every_ms));
end $$;

grant execute on function public.coach_remind to service_role;
