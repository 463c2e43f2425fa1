-- Who may do what. Nothing here relies on the platform's default privileges. A later migration that
-- adds a table or a function must revoke again; a test lists everything that people can reach.

-- The person behind the request's token; null for a token that belongs to nobody we know.
create function public.current_user_ulid() returns char(26)
language sql stable security definer set search_path = '' as $$
  select "ulid" from public."User" where "clerkUserId" = (auth.jwt() ->> 'sub')
$$;

alter table public."User" enable row level security;
alter table public."Bookings" enable row level security;
alter table public."BookingCalRefs" enable row level security;
alter table public."RescheduleAttempts" enable row level security;
alter table public."BookingEvents" enable row level security;
alter table public."Notifications" enable row level security;
alter table public."Outbox" enable row level security;
alter table public."CalIntegrations" enable row level security;

create policy "participants read their bookings" on public."Bookings" for select to authenticated
  using ((select public.current_user_ulid()) in ("coachUserUlid", "menteeUserUlid"));

-- The sub-select sees only the bookings that the policy above lets through.
create policy "participants read the history of their bookings" on public."BookingEvents"
  for select to authenticated
  using ("bookingUlid" in (select "ulid" from public."Bookings"));

create policy "people read themselves and whom they meet" on public."User" for select to authenticated
  using (
    "ulid" = (select public.current_user_ulid())
    or "ulid" in (
      select "coachUserUlid" from public."Bookings" union all select "menteeUserUlid" from public."Bookings"));

create policy "people read their notifications" on public."Notifications" for select to authenticated
  using ("userUlid" = (select public.current_user_ulid()));

create policy "people mark their notifications as read" on public."Notifications" for update to authenticated
  using ("userUlid" = (select public.current_user_ulid()))
  with check ("userUlid" = (select public.current_user_ulid()));

revoke all on all tables in schema public from public, anon, authenticated;
revoke all on all functions in schema public from public, anon, authenticated;
grant usage on schema public to anon, authenticated, service_role;
grant all on all tables in schema public to service_role;
grant execute on all functions in schema public to service_role;

-- Addresses and Clerk ids stay with the server, also one's own; so do the uids Cal.com used before.
grant select ("ulid", "name", "timeZone") on public."User" to authenticated;
grant select on public."Bookings" to authenticated;
grant select (
  "bookingUlid", "version", "fromStartTime", "fromEndTime", "toStartTime", "toEndTime", "cause",
  "attemptUlid", "actorRole", "reason", "createdAt") on public."BookingEvents" to authenticated;
grant select on public."Notifications" to authenticated;
grant update ("readAt") on public."Notifications" to authenticated;
grant execute on function public.current_user_ulid() to authenticated;
