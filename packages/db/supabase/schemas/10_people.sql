-- People: coaches and mentees are the same kind of user.

create table public."User" (
  "ulid" char(26) primary key,
  "clerkUserId" text not null unique,
  "email" text not null,
  "name" text not null,
  "timeZone" text not null default 'UTC',
  "createdAt" timestamptz(3) not null default now(),
  "updatedAt" timestamptz(3) not null default now(),
  constraint "User_ulid_check" check ("ulid" ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'),
  constraint "User_clerkUserId_check" check (char_length("clerkUserId") between 1 and 200),
  constraint "User_email_check" check (char_length("email") <= 320 and position('@' in "email") > 1),
  constraint "User_name_check" check (char_length("name") <= 200),
  constraint "User_timeZone_check" check (char_length("timeZone") between 1 and 64)
);
create index "User_email_idx" on public."User" (lower("email"));
create trigger "User_touch" before update on public."User"
  for each row execute function public.touch_updated_at();
alter table public."User" enable row level security;
grant select, insert, update, delete on public."User" to service_role;

create function public.users_find_by_emails(p_emails text[]) returns setof public."User"
language sql stable security definer set search_path = '' as $$
  select * from public."User"
  where lower("email") in (select lower(wanted) from unnest(p_emails) as emails (wanted))
  order by "ulid"
$$;

-- Erases a user who deleted their account. A meeting has two participants, so its history stays, without this one's
-- name and address. The stored token, pending OAuth consents and unsent mail are removed at once.
create function public.user_anonymise(p_clerk_user_id text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_ulid char(26);
begin
  update public."User" set
    "clerkUserId" = 'deleted:' || "ulid", "email" = lower("ulid") || '@deleted.invalid',
    "name" = 'Deleted user', "timeZone" = 'UTC'
  where "clerkUserId" = p_clerk_user_id
  returning "ulid" into v_ulid;
  if v_ulid is null then
    return false;
  end if;
  perform public.cal_integration_disconnect(v_ulid);
  delete from public."OAuthStates" where "userUlid" = v_ulid;
  update public."Outbox" set
    "deadAt" = pg_catalog.clock_timestamp(), "leaseUntil" = null, "lastError" = 'The user deleted their account.'
  where "doneAt" is null and "deadAt" is null and "payload" ->> 'notificationUlid' in (
    select "ulid"::text from public."Notifications" where "userUlid" = v_ulid);
  return true;
end $$;

grant execute on function public.users_find_by_emails, public.user_anonymise to service_role;
