-- Whether a coach may see when a mentee is busy. A booking is not a permission: anyone with a Cal.com account can make
-- one with any address. Only the mentee decides, once for each coach, and can take it back.

create table public."CalendarConsents" (
  "menteeUserUlid" char(26) not null,
  "coachUserUlid" char(26) not null,
  "state" text not null,
  -- How finely the coach learns the mentee's time, from the pair's event types when the mentee allowed it. A later
  -- change of an event type makes it no finer. The shortest length; all lengths; and where starts lie in UTC: every
  -- "gridMinutes" from "gridPhase" minutes after midnight.
  "lengthMinutes" integer,
  "lengths" integer[] not null default '{}',
  "gridMinutes" integer,
  "gridPhase" integer,
  "askedAt" timestamptz(3),
  "decidedAt" timestamptz(3),
  -- What led to the latest change: the pair's first meeting, the coach's question, connecting an account from one of the
  -- coach's meetings, or the mentee's own decision.
  "source" text not null,
  -- Since when the mentee says that they do not know the coach.
  "disownedAt" timestamptz(3),
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  primary key ("menteeUserUlid", "coachUserUlid"),
  constraint "CalendarConsents_menteeUserUlid_fkey" foreign key ("menteeUserUlid") references public."User" ("ulid"),
  constraint "CalendarConsents_coachUserUlid_fkey" foreign key ("coachUserUlid") references public."User" ("ulid"),
  constraint "CalendarConsents_state_check" check ("state" in ('asked', 'allowed', 'refused', 'stopped')),
  constraint "CalendarConsents_source_check" check ("source" in ('meeting', 'coach', 'connecting', 'mentee')),
  constraint "CalendarConsents_length_check" check (
    "lengthMinutes" >= 1 and "gridMinutes" >= 1 and "gridPhase" >= 0 and "gridPhase" < "gridMinutes"),
  constraint "CalendarConsents_allowed_check" check (
    "state" <> 'allowed' or (
      "lengthMinutes" is not null and "gridMinutes" is not null and "gridPhase" is not null and "disownedAt" is null)),
  constraint "CalendarConsents_decided_check" check (("state" = 'asked') = ("decidedAt" is null))
);
create index "CalendarConsents_coach_idx" on public."CalendarConsents" ("coachUserUlid");
create trigger "CalendarConsents_touch" before update on public."CalendarConsents"
  for each row execute function public.touch_updated_at();
alter table public."CalendarConsents" enable row level security;
grant select, insert, update, delete on public."CalendarConsents" to service_role;

-- A meeting with a coach whom the mentee does not know is hidden from the mentee, new ones too.
create function public.booking_hide_disowned() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new."hiddenFromMentee" := exists (
    select from public."CalendarConsents"
    where "menteeUserUlid" = new."menteeUserUlid" and "coachUserUlid" = new."coachUserUlid"
      and "disownedAt" is not null);
  return new;
end $$;
create trigger "Bookings_hide_disowned" before insert or update of "coachUserUlid", "menteeUserUlid"
  on public."Bookings" for each row execute function public.booking_hide_disowned();

-- The next meeting of a pair that takes place.
create function public.consent_next_meeting(p_mentee_user_ulid char(26), p_coach_user_ulid char(26))
returns setof public."Bookings"
language sql stable set search_path = '' as $$
  select * from public."Bookings"
  where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid
    and "endTime" > pg_catalog.now() and "startTime" > pg_catalog.now() - interval '24 hours'
    and "status" in ('accepted', 'pending')
  order by "startTime", "ulid" limit 1
$$;

-- Asks the mentee in the app and, if wanted, by mail; an earlier question about this coach goes.
-- p_new_ulids: one for the notification, one for the outbox row.
create function public.consent_send_question(
  p_booking public."Bookings", p_by_coach boolean, p_by_mail boolean, p_new_ulids text[]
) returns void
language plpgsql set search_path = '' as $$
begin
  delete from public."Outbox" where "doneAt" is null and "deadAt" is null and "payload" ->> 'notificationUlid' in (
    select earlier."ulid" from public."Notifications" as earlier
    join public."Bookings" as about on about."ulid" = earlier."bookingUlid"
    where earlier."userUlid" = p_booking."menteeUserUlid" and earlier."kind" = 'consentAsked'
      and about."coachUserUlid" = p_booking."coachUserUlid");
  delete from public."Notifications" as earlier using public."Bookings" as about
  where earlier."userUlid" = p_booking."menteeUserUlid" and earlier."kind" = 'consentAsked'
    and about."ulid" = earlier."bookingUlid" and about."coachUserUlid" = p_booking."coachUserUlid";
  insert into public."Notifications" (
    "ulid", "userUlid", "bookingUlid", "version", "kind", "actorUserUlid", "actorRole",
    "oldStartTime", "oldEndTime", "newStartTime", "newEndTime")
  values (
    p_new_ulids[1], p_booking."menteeUserUlid", p_booking."ulid", p_booking."version", 'consentAsked',
    case when p_by_coach then p_booking."coachUserUlid" end, case when p_by_coach then 'coach' end,
    p_booking."startTime", p_booking."endTime", p_booking."startTime", p_booking."endTime");
  if p_by_mail then
    perform public.outbox_add(
      p_new_ulids[2], 'mail:consentAsked:' || p_new_ulids[1], p_new_ulids[1], 'ask', p_booking."menteeUserUlid",
      p_booking."coachUserUlid", p_booking."ulid");
  end if;
end $$;

-- The first meeting with a coach: asks a mentee whose account is connected, once. Gives whether it has asked.
create function public.consent_ask_first(p_booking_ulid char(26), p_by_mail boolean, p_new_ulids text[]) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_booking public."Bookings";
begin
  select next.* into v_booking from public."Bookings" as mine
  cross join lateral public.consent_next_meeting(mine."menteeUserUlid", mine."coachUserUlid") as next
  where mine."ulid" = p_booking_ulid;
  if not found or not exists (
    select from public."CalIntegrations"
    where "userUlid" = v_booking."menteeUserUlid" and "status" <> 'disconnected') then
    return false;
  end if;
  insert into public."CalendarConsents" ("menteeUserUlid", "coachUserUlid", "state", "askedAt", "source")
  values (v_booking."menteeUserUlid", v_booking."coachUserUlid", 'asked', pg_catalog.clock_timestamp(), 'meeting')
  on conflict do nothing;
  if not found then
    return false;
  end if;
  perform public.consent_send_question(v_booking, false, p_by_mail, p_new_ulids);
  return true;
end $$;

-- A coach asks a connected mentee with whom they have a meeting, again at the earliest p_every_ms after the last question.
-- A mentee who does not know the coach hears nothing of it, and the coach does not learn that.
create function public.consent_ask(
  p_coach_user_ulid char(26), p_mentee_user_ulid char(26), p_every_ms bigint, p_new_ulids text[]
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_booking public."Bookings";
  v_known public."CalendarConsents";
  v_now timestamptz(3);
begin
  select * into v_booking from public.consent_next_meeting(p_mentee_user_ulid, p_coach_user_ulid);
  if not found then
    return jsonb_build_object('outcome', 'noMeeting');
  end if;
  if not exists (
    select from public."CalIntegrations" where "userUlid" = p_mentee_user_ulid and "status" <> 'disconnected') then
    return jsonb_build_object('outcome', 'notConnected');
  end if;
  insert into public."CalendarConsents" ("menteeUserUlid", "coachUserUlid", "state", "source")
  values (p_mentee_user_ulid, p_coach_user_ulid, 'asked', 'coach') on conflict do nothing;
  select * into v_known from public."CalendarConsents"
  where "menteeUserUlid" = p_mentee_user_ulid and "coachUserUlid" = p_coach_user_ulid for update;
  v_now := pg_catalog.clock_timestamp();
  if v_known."state" = 'allowed' then
    return jsonb_build_object('outcome', 'allowed');
  end if;
  if v_known."askedAt" > v_now - public.to_interval(p_every_ms) then
    return jsonb_build_object('outcome', 'tooEarly', 'nextAllowedAt', v_known."askedAt" + public.to_interval(p_every_ms));
  end if;
  update public."CalendarConsents" set
    "askedAt" = v_now, "source" = 'coach',
    "state" = case when "disownedAt" is null then 'asked' else "state" end,
    "decidedAt" = case when "disownedAt" is null then null else "decidedAt" end
  where "menteeUserUlid" = p_mentee_user_ulid and "coachUserUlid" = p_coach_user_ulid;
  if v_known."disownedAt" is null then
    perform public.consent_send_question(v_booking, true, true, p_new_ulids);
  end if;
  return jsonb_build_object('outcome', 'asked', 'nextAllowedAt', v_now + public.to_interval(p_every_ms));
end $$;

-- What the coach's open pages show of a pair's meetings has changed. Not for a refusal: the coach would notice it.
create function public.consent_feed(p_mentee_user_ulid char(26), p_coach_user_ulid char(26)) returns void
language sql set search_path = '' as $$
  insert into public."ChangeFeed" ("kind", "bookingUlid", "coachUserUlid", "menteeUserUlid")
  select 'booking', "ulid", "coachUserUlid", "menteeUserUlid" from public."Bookings"
  where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid
    and "endTime" > pg_catalog.now() and "startTime" > pg_catalog.now() - interval '24 hours'
$$;

-- The questions about a coach have been answered: no mail asks them, and the mentee need not read them.
create function public.consent_end_questions(p_mentee_user_ulid char(26), p_coach_user_ulid char(26)) returns void
language sql set search_path = '' as $$
  with answered as (
    update public."Notifications" as mine set "readAt" = coalesce(mine."readAt", pg_catalog.now())
    from public."Bookings" as about
    where mine."userUlid" = p_mentee_user_ulid and mine."kind" = 'consentAsked'
      and about."ulid" = mine."bookingUlid" and about."coachUserUlid" = p_coach_user_ulid
    returning mine."ulid")
  update public."Outbox" set
    "doneAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = 'The question has been answered.'
  where "doneAt" is null and "deadAt" is null and "payload" ->> 'notificationUlid' in (select "ulid" from answered)
$$;

-- The mentee lets the coach see when they are busy. No row where the two have no meeting.
create function public.consent_allow(
  p_mentee_user_ulid char(26), p_coach_user_ulid char(26), p_lengths integer[], p_grid_minutes integer,
  p_grid_phase integer, p_source text
) returns setof public."CalendarConsents"
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from public."Bookings"
    where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid) then
    return;
  end if;
  perform public.consent_end_questions(p_mentee_user_ulid, p_coach_user_ulid);
  update public."Bookings" set "hiddenFromMentee" = false
  where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid and "hiddenFromMentee";
  perform public.consent_feed(p_mentee_user_ulid, p_coach_user_ulid);
  return query
    insert into public."CalendarConsents" as mine (
      "menteeUserUlid", "coachUserUlid", "state", "lengthMinutes", "lengths", "gridMinutes", "gridPhase", "decidedAt",
      "source")
    values (
      p_mentee_user_ulid, p_coach_user_ulid, 'allowed', (select min(each) from unnest(p_lengths) as each), p_lengths,
      p_grid_minutes, p_grid_phase, pg_catalog.clock_timestamp(), p_source)
    on conflict ("menteeUserUlid", "coachUserUlid") do update set
      "state" = 'allowed', "lengthMinutes" = excluded."lengthMinutes", "lengths" = excluded."lengths",
      "gridMinutes" = excluded."gridMinutes", "gridPhase" = excluded."gridPhase",
      "decidedAt" = case mine."state" when 'allowed' then mine."decidedAt" else excluded."decidedAt" end,
      "source" = case mine."state" when 'allowed' then mine."source" else excluded."source" end, "disownedAt" = null
    returning mine.*;
end $$;

-- The mentee does not, or no longer, let the coach see it. No row where the two have no meeting and nothing was asked.
create function public.consent_stop(p_mentee_user_ulid char(26), p_coach_user_ulid char(26))
returns setof public."CalendarConsents"
language plpgsql security definer set search_path = '' as $$
declare
  v_before text;
begin
  select "state" into v_before from public."CalendarConsents"
  where "menteeUserUlid" = p_mentee_user_ulid and "coachUserUlid" = p_coach_user_ulid for update;
  -- Another host may have taken over the pair's last meeting; what was allowed can be taken back all the same.
  if not found and not exists (select from public."Bookings"
    where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid) then
    return;
  end if;
  perform public.consent_end_questions(p_mentee_user_ulid, p_coach_user_ulid);
  if v_before = 'allowed' then
    perform public.consent_feed(p_mentee_user_ulid, p_coach_user_ulid);
  end if;
  return query
    insert into public."CalendarConsents" as mine (
      "menteeUserUlid", "coachUserUlid", "state", "decidedAt", "source")
    values (p_mentee_user_ulid, p_coach_user_ulid, 'refused', pg_catalog.clock_timestamp(), 'mentee')
    on conflict ("menteeUserUlid", "coachUserUlid") do update set
      "state" = case mine."state" when 'allowed' then 'stopped' when 'stopped' then 'stopped' else 'refused' end,
      "decidedAt" = case when mine."state" in ('allowed', 'asked') then excluded."decidedAt" else mine."decidedAt" end,
      "source" = case when mine."state" in ('allowed', 'asked') then 'mentee' else mine."source" end
    returning mine.*;
end $$;

-- The mentee does not know the coach: nothing is shared, their meetings are hidden from the mentee, and nothing about
-- them reaches the mentee any more. The coach is not told. Gives the coach; null where the booking is not the mentee's.
create function public.consent_disown(p_mentee_user_ulid char(26), p_booking_ulid char(26)) returns char(26)
language plpgsql security definer set search_path = '' as $$
declare
  v_coach char(26);
  v_before text;
begin
  select "coachUserUlid" into v_coach from public."Bookings"
  where "ulid" = p_booking_ulid and "menteeUserUlid" = p_mentee_user_ulid;
  if not found then
    return null;
  end if;
  select "state" into v_before from public."CalendarConsents"
  where "menteeUserUlid" = p_mentee_user_ulid and "coachUserUlid" = v_coach for update;
  if v_before = 'allowed' then
    perform public.consent_feed(p_mentee_user_ulid, v_coach);
  end if;
  insert into public."CalendarConsents" as mine (
    "menteeUserUlid", "coachUserUlid", "state", "decidedAt", "source", "disownedAt")
  values (p_mentee_user_ulid, v_coach, 'refused', pg_catalog.clock_timestamp(), 'mentee',
    pg_catalog.clock_timestamp())
  on conflict ("menteeUserUlid", "coachUserUlid") do update set
    "state" = case mine."state" when 'allowed' then 'stopped' when 'stopped' then 'stopped' else 'refused' end,
    "decidedAt" = coalesce(case when mine."state" <> 'allowed' then mine."decidedAt" end, excluded."decidedAt"),
    "source" = 'mentee', "disownedAt" = coalesce(mine."disownedAt", excluded."disownedAt");
  update public."Bookings" set "hiddenFromMentee" = true
  where "coachUserUlid" = v_coach and "menteeUserUlid" = p_mentee_user_ulid and not "hiddenFromMentee";
  update public."Notifications" as mine set "readAt" = pg_catalog.now()
  from public."Bookings" as about
  where mine."userUlid" = p_mentee_user_ulid and mine."readAt" is null and about."ulid" = mine."bookingUlid"
    and about."coachUserUlid" = v_coach and about."menteeUserUlid" = p_mentee_user_ulid;
  update public."Outbox" set
    "doneAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = 'The user does not know the coach.'
  where "ulid" in (
    select waiting."ulid" from public."Outbox" as waiting
    join public."Notifications" as mine on mine."ulid" = waiting."payload" ->> 'notificationUlid'
    join public."Bookings" as about on about."ulid" = mine."bookingUlid"
    where waiting."doneAt" is null and waiting."deadAt" is null and mine."userUlid" = p_mentee_user_ulid
      and about."coachUserUlid" = v_coach);
  return v_coach;
end $$;

-- The mentee knows the coach after all: their meetings are shown again, and nothing is shared.
create function public.consent_restore(p_mentee_user_ulid char(26), p_coach_user_ulid char(26)) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public."CalendarConsents" set "disownedAt" = null
  where "menteeUserUlid" = p_mentee_user_ulid and "coachUserUlid" = p_coach_user_ulid and "disownedAt" is not null;
  if not found then
    return false;
  end if;
  update public."Bookings" set "hiddenFromMentee" = false
  where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid and "hiddenFromMentee";
  return true;
end $$;

-- What a mentee has decided, and what is open: { connected, decided: [consent with the coach's name], open: [{
-- coachUserUlid, name, bookingUlid }] }. Open are the coaches of coming meetings about whom nothing is decided.
create function public.consents_of_mentee(p_mentee_user_ulid char(26)) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'connected', exists (
      select from public."CalIntegrations"
      where "userUlid" = p_mentee_user_ulid and "status" <> 'disconnected'),
    'decided', (
      select coalesce(jsonb_agg(to_jsonb(mine) || jsonb_build_object('name', coach."name")
        order by coach."name", coach."ulid"), '[]')
      from public."CalendarConsents" as mine join public."User" as coach on coach."ulid" = mine."coachUserUlid"
      where mine."menteeUserUlid" = p_mentee_user_ulid and mine."state" <> 'asked'),
    'open', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'coachUserUlid', coach."ulid", 'name', coach."name", 'bookingUlid', next."bookingUlid",
        'askedAt', next."askedAt") order by coach."name", coach."ulid"), '[]')
      from (
        select distinct on (coming."coachUserUlid")
          coming."coachUserUlid", coming."ulid" as "bookingUlid", known."askedAt"
        from public."Bookings" as coming
        left join public."CalendarConsents" as known on known."menteeUserUlid" = p_mentee_user_ulid
          and known."coachUserUlid" = coming."coachUserUlid"
        where coming."menteeUserUlid" = p_mentee_user_ulid and coming."endTime" > pg_catalog.now()
          and coming."startTime" > pg_catalog.now() - interval '24 hours'
          and coming."status" in ('accepted', 'pending') and coalesce(known."state", 'asked') = 'asked'
        order by coming."coachUserUlid", coming."startTime", coming."ulid") as next
      join public."User" as coach on coach."ulid" = next."coachUserUlid"))
$$;

-- The event types of a pair's coming meetings, or of their latest ones where none is coming, as last noted:
-- [{ eventTypeId, minutes, eventType }].
create function public.consent_event_types(p_mentee_user_ulid char(26), p_coach_user_ulid char(26)) returns jsonb
language sql stable security definer set search_path = '' as $$
  with coming as (
    select "eventTypeId", "durationMinutes", "eventType" from public."Bookings"
    where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid
      and "endTime" > pg_catalog.now() and "startTime" > pg_catalog.now() - interval '24 hours'
      and "status" in ('accepted', 'pending')),
  latest as (
    select "eventTypeId", "durationMinutes", "eventType" from public."Bookings"
    where "coachUserUlid" = p_coach_user_ulid and "menteeUserUlid" = p_mentee_user_ulid
      and not exists (select from coming)
    order by "startTime" desc limit 10)
  select coalesce(jsonb_agg(distinct jsonb_build_object(
    'eventTypeId', met."eventTypeId", 'minutes', met."durationMinutes", 'eventType', met."eventType")), '[]')
  from (select * from coming union all select * from latest) as met
$$;

grant execute on function public.consent_ask_first, public.consent_ask, public.consent_allow, public.consent_stop,
  public.consent_disown, public.consent_restore, public.consents_of_mentee, public.consent_event_types
  to service_role;
