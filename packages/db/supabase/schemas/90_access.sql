-- Everything that a signed-in user may read or do; anything else is the server's. Other files grant to service_role
-- only.

-- The user of the request's token; null when no user has its Clerk id.
create function public.current_user_ulid() returns char(26)
language sql stable security definer set search_path = '' as $$
  select "ulid" from public."User" where "clerkUserId" = (auth.jwt() ->> 'sub')
$$;
grant execute on function public.current_user_ulid, public.bookings_page, public.bookings_list to authenticated;

-- Email addresses and Clerk ids stay on the server, the user's own included.
create policy "people read themselves and whom they meet" on public."User" for select to authenticated
  using (
    "ulid" = (select public.current_user_ulid())
    or exists (
      select from public."Bookings" as shared
      where (shared."coachUserUlid" = "User"."ulid" and shared."menteeUserUlid" = (select public.current_user_ulid()))
        or (shared."menteeUserUlid" = "User"."ulid" and shared."coachUserUlid" = (select public.current_user_ulid()))));
grant select ("ulid", "name", "timeZone") on public."User" to authenticated;

create policy "participants read their bookings" on public."Bookings" for select to authenticated
  using (
    "coachUserUlid" = (select public.current_user_ulid())
    or ("menteeUserUlid" = (select public.current_user_ulid()) and not "hiddenFromMentee"));
-- Cal.com's uids stay on the server: with one, anyone can move or cancel the booking there and read both addresses. So
-- does whether it is hidden from the mentee: the coach is not told.
grant select (
  "ulid", "coachUserUlid", "menteeUserUlid", "title", "eventTypeId", "durationMinutes", "startTime", "endTime",
  "status", "askedAt", "version", "upstreamChanged", "seriesPosition", "seriesRhythm", "eventType", "replacedPerson", "gone",
  "calDetails", "acknowledgedVersion", "acknowledgedAt", "createdAt", "updatedAt") on public."Bookings" to authenticated;

-- Earlier Cal.com uids stay on the server. The subquery sees only bookings that the policy above lets through.
create policy "participants read the history of their bookings" on public."BookingEvents" for select to authenticated
  using (exists (select from public."Bookings" as mine where mine."ulid" = "BookingEvents"."bookingUlid"));
grant select (
  "bookingUlid", "version", "kind", "fromStartTime", "fromEndTime", "toStartTime", "toEndTime", "cause",
  "attemptUlid", "actorRole", "reason", "recovered", "createdAt") on public."BookingEvents" to authenticated;

create policy "people read their notifications" on public."Notifications" for select to authenticated
  using ("userUlid" = (select public.current_user_ulid()));
create policy "people mark their notifications as read" on public."Notifications" for update to authenticated
  using ("userUlid" = (select public.current_user_ulid()))
  with check ("userUlid" = (select public.current_user_ulid()));
grant select on public."Notifications" to authenticated;
grant update ("readAt") on public."Notifications" to authenticated;

-- PostgREST calls this before every request. A planned or estimated count is of rows that the caller may not read.
create function public.check_request() returns void
language plpgsql stable set search_path = '' as $$
begin
  if current_user in ('anon', 'authenticated')
    and nullif(pg_catalog.current_setting('request.headers', true), '')::jsonb ->> 'prefer'
      ~ 'count=(planned|estimated)' then
    raise sqlstate 'PT403' using message = 'counts are exact here';
  end if;
end $$;
grant execute on function public.check_request to anon, authenticated, service_role;
do $$
begin
  execute format('alter role authenticator in database %I set pgrst.db_pre_request = %L',
    current_database(), 'public.check_request');
end $$;
notify pgrst, 'reload config';
