-- People: coaches and mentees are the same kind of user.

create table public."User" (
  "ulid" char(26) primary key,
  "clerkUserId" text not null unique,
  "email" text not null,
  "name" text not null,
  -- Null until it is known.
  "timeZone" text,
  -- Where it was learned. Null with a zone: written before sources were kept; any source replaces it.
  "timeZoneFrom" text,
  -- Who said the name; choice: the person, here, and no profile at Clerk replaces it.
  "nameFrom" text not null default 'clerk',
  -- How the person reads Reslot; auto and null: as their device does.
  "locale" text not null default 'auto',
  "hourCycle" text not null default 'auto',
  -- 0 = Sunday … 6 = Saturday.
  "weekStart" integer,
  -- The language and region that a browser of theirs last asked for, such as de-AT: email is written without one.
  "deviceLocale" text,
  -- Whether single keys are shortcuts.
  "singleKeys" boolean not null default true,
  -- Which email the person gets: about moved meetings, about offered times, reminders. Questions always come.
  "mailMoved" boolean not null default true,
  "mailOffered" boolean not null default true,
  "mailReminders" boolean not null default true,
  -- When name and addresses were last compared with Clerk; -infinity: that is due.
  "profileCheckedAt" timestamptz(3) not null default now(),
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  constraint "User_ulid_check" check ("ulid" ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'),
  constraint "User_clerkUserId_check" check (char_length("clerkUserId") between 1 and 200),
  constraint "User_email_check" check (char_length("email") <= 320 and position('@' in "email") > 1),
  constraint "User_name_check" check (char_length("name") <= 200),
  constraint "User_timeZone_check" check (char_length("timeZone") between 1 and 64),
  constraint "User_timeZoneFrom_check" check ("timeZoneFrom" in ('choice', 'cal', 'booking', 'browser')),
  constraint "User_nameFrom_check" check ("nameFrom" in ('clerk', 'choice')),
  constraint "User_locale_check" check ("locale" in ('en', 'de', 'auto')),
  constraint "User_hourCycle_check" check ("hourCycle" in ('h12', 'h23', 'auto')),
  constraint "User_weekStart_check" check ("weekStart" between 0 and 6),
  constraint "User_deviceLocale_check" check ("deviceLocale" ~ '^[a-z]{2}-[A-Z]{2}$')
);
-- Addresses are compared in this way everywhere: see fold_address.
create unique index "User_email_key" on public."User" (lower("email" collate "C"));
create index "User_profileCheckedAt_idx" on public."User" ("profileCheckedAt", "ulid")
  where "clerkUserId" <> 'deleted:' || "ulid";
create trigger "User_touch" before update on public."User"
  for each row execute function public.touch_updated_at();
alter table public."User" enable row level security;
grant select, insert, update, delete on public."User" to service_role;

-- Erases a user who deleted their account. A meeting has two participants, so its history stays, without this one's
-- name and address. The stored token, pending OAuth consents and unsent mail are removed at once. Of the address under
-- which an upcoming meeting is booked a hash stays until the meeting is over: by it a person who comes back is found.
create function public.user_anonymise(p_clerk_user_id text) returns boolean
language plpgsql security definer set search_path = '' as $$
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
  delete from public."HeldTimes" where "coachUserUlid" = v_ulid;
  delete from public."CalendarConsents" where v_ulid in ("menteeUserUlid", "coachUserUlid");
  perform public.booking_people_forget(v_ulid, v_email);
  update public."Bookings" set "calDetails" = null
  where v_ulid in ("coachUserUlid", "menteeUserUlid") and "calDetails" is not null;
  update public."Outbox" set
    "deadAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = 'The user deleted their account.'
  where "doneAt" is null and "deadAt" is null and "payload" ->> 'notificationUlid' in (
    select "ulid"::text from public."Notifications" where "userUlid" = v_ulid);
  return true;
end $$;

-- Whether a source may replace what another one said: the person's choice before their Cal.com account, that before a
-- booking, that before a browser. What may change at its source replaces itself; a booking and a browser only fill in.
create function public.time_zone_replaces(p_from text, p_known_from text) returns boolean
language sql immutable set search_path = '' as $$
  select coalesce(array_position(weakest_first, p_from) > array_position(weakest_first, p_known_from), true)
    or (p_from = p_known_from and p_from in ('choice', 'cal'))
  from (values (array['browser', 'booking', 'cal', 'choice'])) as ranks (weakest_first)
$$;

-- Notes a user's time zone unless a stronger source has given it; null notes nothing. Returns the Clerk id of a user
-- whose row has changed. One statement, so that of concurrent calls the strongest source wins.
create function public.user_learn_time_zone(p_user_ulid char(26), p_time_zone text, p_from text) returns setof text
language sql security definer set search_path = '' as $$
  update public."User" set "timeZone" = p_time_zone, "timeZoneFrom" = p_from
  where "ulid" = p_user_ulid and p_time_zone is not null
    and "clerkUserId" <> 'deleted:' || "ulid"
    and public.time_zone_replaces(p_from, "timeZoneFrom")
    and ("timeZone", "timeZoneFrom") is distinct from (p_time_zone, p_from)
  returning "clerkUserId"
$$;
comment on function public.user_learn_time_zone is 'p_time_zone may be null.';

grant execute on function public.user_anonymise, public.user_learn_time_zone
  to service_role;
