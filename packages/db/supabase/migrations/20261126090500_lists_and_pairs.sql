-- The same people may read the same rows as before. What changes is the work: a row is checked by
-- itself, with an index, where all bookings of the person used to be collected first.

create index "Bookings_pair_idx" on public."Bookings" ("coachUserUlid", "menteeUserUlid");

alter policy "people read themselves and whom they meet" on public."User"
  using (
    "ulid" = (select public.current_user_ulid())
    or exists (
      select from public."Bookings" as shared
      where (shared."coachUserUlid" = "User"."ulid" and shared."menteeUserUlid" = (select public.current_user_ulid()))
        or (shared."menteeUserUlid" = "User"."ulid" and shared."coachUserUlid" = (select public.current_user_ulid()))));

alter policy "participants read the history of their bookings" on public."BookingEvents"
  using (exists (select from public."Bookings" as mine where mine."ulid" = "BookingEvents"."bookingUlid"));

-- A list of upcoming meetings begins to read a day ago: nothing longer can still go on.
alter table public."Bookings" add constraint "Bookings_length_check"
  check ("endTime" - "startTime" <= interval '24 hours');

-- Bookings with their two people, as one JSON array. It looks for the people of one page only; joined
-- by the caller, those of every booking would be looked for, before the page is cut. Row level
-- security applies as to any query of the caller's.
create function public.bookings_page(
  p_user_ulid char(26), p_is_upcoming boolean, p_now timestamptz, p_after_start timestamptz,
  p_after_ulid char(26), p_limit integer
) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_page public."Bookings"[];
begin
  if p_is_upcoming then
    v_page := array(
      select b from public."Bookings" as b
      where p_user_ulid in (b."coachUserUlid", b."menteeUserUlid")
        and b."endTime" > p_now and b."startTime" > p_now - interval '24 hours'
        and (p_after_start is null or (b."startTime", b."ulid") > (p_after_start, p_after_ulid))
      order by b."startTime", b."ulid" limit p_limit);
  else
    v_page := array(
      select b from public."Bookings" as b
      where p_user_ulid in (b."coachUserUlid", b."menteeUserUlid")
        and b."endTime" <= p_now and b."startTime" < p_now
        and (p_after_start is null or (b."startTime", b."ulid") < (p_after_start, p_after_ulid))
      order by b."startTime" desc, b."ulid" desc limit p_limit);
  end if;
  return (
    select coalesce(jsonb_agg(
      to_jsonb(page) || jsonb_build_object('coach', to_jsonb(coach), 'mentee', to_jsonb(mentee))
      order by ordinality), '[]')
    from unnest(v_page) with ordinality as page
    cross join lateral (
      select "ulid", "name", "timeZone" from public."User" where "ulid" = page."coachUserUlid") as coach
    cross join lateral (
      select "ulid", "name", "timeZone" from public."User" where "ulid" = page."menteeUserUlid") as mentee);
end $$;

revoke all on function public.bookings_page from public, anon, authenticated;
grant execute on function public.bookings_page to authenticated, service_role;
