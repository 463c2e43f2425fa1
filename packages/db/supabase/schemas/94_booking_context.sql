-- What is around a booking, for one of its people, in one read.

-- The reader by their Clerk id, and the booking where it is theirs to see, else null; both connections with the sealed
-- tokens; what is in flight for the coach; the consent; the mentee's last reminder of a coach who is not connected. With
-- p_plans_to, also when the coach's other meetings take place between p_plans_from and p_plans_to, or from p_now until
-- p_beyond_ms after this one: [start, end, mentee] in epoch ms, the mentee only of those that are accepted. With
-- p_view_to and for the coach alone, what they have in that time, on either side: [start, end, title].
create function public.booking_context(
  p_clerk_user_id text, p_booking_ulid char(26), p_now timestamptz, p_plans_from timestamptz, p_plans_to timestamptz,
  p_view_from timestamptz, p_view_to timestamptz, p_beyond_ms bigint
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_reader public."User";
  v_booking public."Bookings";
  v_coach char(26);
  v_mentee char(26);
  v_part jsonb;
  v_self jsonb;
  v_other jsonb;
  v_plans jsonb := '[]';
  v_own jsonb := '[]';
  -- Bookings_length_check: none is longer.
  c_longest constant interval := interval '24 hours';
begin
  select * into v_reader from public."User" where "clerkUserId" = p_clerk_user_id;
  select * into v_booking from public."Bookings"
  where "ulid" = p_booking_ulid
    and ("coachUserUlid" = v_reader."ulid" or ("menteeUserUlid" = v_reader."ulid" and not "hiddenFromMentee"));
  if v_booking."ulid" is null then
    return jsonb_build_object('user', case when v_reader."ulid" is not null then to_jsonb(v_reader) end, 'around', null);
  end if;
  v_coach := v_booking."coachUserUlid";
  v_mentee := v_booking."menteeUserUlid";
  v_part := public.booking_server_part(p_booking_ulid, v_reader."ulid");
  v_self := jsonb_build_object('ulid', v_reader."ulid", 'name', v_reader."name", 'timeZone', v_reader."timeZone");
  select jsonb_build_object('ulid', "ulid", 'name', "name", 'timeZone', "timeZone") into v_other from public."User"
  where "ulid" = case v_reader."ulid" when v_coach then v_mentee else v_coach end;

  if p_plans_to is not null then
    select coalesce(jsonb_agg(jsonb_build_array(
        round(extract(epoch from "startTime") * 1000), round(extract(epoch from "endTime") * 1000),
        case "status" when 'accepted' then "menteeUserUlid" end) order by "startTime", "ulid"), '[]')
      into v_plans
    from public."Bookings"
    where "coachUserUlid" = v_coach and "ulid" <> p_booking_ulid and "status" in ('accepted', 'pending')
      and (("startTime" > p_plans_from - c_longest and "startTime" < p_plans_to and "endTime" > p_plans_from)
        or ("startTime" > p_now - c_longest
          and "startTime" < v_booking."endTime" + public.to_interval(p_beyond_ms) and "endTime" > p_now));
  end if;
  if p_view_to is not null and v_reader."ulid" = v_coach then
    select coalesce(jsonb_agg(jsonb_build_array(
        round(extract(epoch from "startTime") * 1000), round(extract(epoch from "endTime") * 1000), "title")
        order by "startTime", "ulid"), '[]')
      into v_own
    from (
      select * from public."Bookings"
      where "coachUserUlid" = v_coach and "startTime" > p_view_from - c_longest and "startTime" < p_view_to
      union all
      select * from public."Bookings"
      where "menteeUserUlid" = v_coach and not "hiddenFromMentee"
        and "startTime" > p_view_from - c_longest and "startTime" < p_view_to) as theirs
    where "endTime" > p_view_from and "ulid" <> p_booking_ulid and "status" in ('accepted', 'pending');
  end if;

  return jsonb_build_object('user', to_jsonb(v_reader), 'around', jsonb_build_object(
    'booking', to_jsonb(v_booking) || jsonb_build_object(
      'counterpartEmail', v_part -> 'counterpartEmail',
      'coach', case v_reader."ulid" when v_coach then v_self else v_other end,
      'mentee', case v_reader."ulid" when v_mentee then v_self else v_other end),
    'coachAccount', (
      select to_jsonb(account) from public."CalIntegrations" as account
      where "userUlid" = v_coach and "status" <> 'disconnected'),
    'menteeAccount', (
      select to_jsonb(account) from public."CalIntegrations" as account
      where "userUlid" = v_mentee and "status" <> 'disconnected'),
    'inFlight', (
      select coalesce(jsonb_agg(to_jsonb(attempt)), '[]') from public."RescheduleAttempts" as attempt
      where "coachUserUlid" = v_coach and "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')),
    'consent', (
      select to_jsonb(consent) from public."CalendarConsents" as consent
      where "coachUserUlid" = v_coach and "menteeUserUlid" = v_mentee),
    'coachRemindedAt', (
      select max("createdAt") from public."Notifications"
      where "userUlid" = v_coach and "actorUserUlid" = v_mentee and "kind" = 'coachNotConnected'),
    'plans', v_plans,
    'own', v_own));
end $$;
comment on function public.booking_context
  is 'p_plans_from, p_plans_to, p_view_from and p_view_to may be null.';
grant execute on function public.booking_context to service_role;

-- The same, and for a process that does not know the two people yet: what it may ask of their accounts at Cal.com, leased as
-- `cal_budget_lease` does, in "leases". p_lease: { own, guests, guest, batch }, the shares in thousandths of an account's
-- owner, of all other people and of each of them, and how many requests are wanted.
create function public.booking_context_leasing(
  p_clerk_user_id text, p_booking_ulid char(26), p_now timestamptz, p_plans_from timestamptz, p_plans_to timestamptz,
  p_view_from timestamptz, p_view_to timestamptz, p_beyond_ms bigint, p_lease jsonb
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_context jsonb := public.booking_context(
    p_clerk_user_id, p_booking_ulid, p_now, p_plans_from, p_plans_to, p_view_from, p_view_to, p_beyond_ms);
  v_reader text := v_context -> 'user' ->> 'ulid';
  v_asks jsonb;
begin
  select jsonb_agg(jsonb_build_object('key', public.budget_key(share."name"), 'permille', share."permille",
      'want', p_lease -> 'batch'))
    into v_asks
  from (values (v_context #> '{around,coachAccount}'), (v_context #> '{around,menteeAccount}')) as accounts (account)
  cross join lateral (values
    ('account ' || (account ->> 'userUlid'),
      case account ->> 'userUlid' when v_reader then p_lease -> 'own' else p_lease -> 'guests' end),
    ('account ' || (account ->> 'userUlid') || ' by ' || nullif(v_reader, account ->> 'userUlid'), p_lease -> 'guest')
  ) as share ("name", "permille")
  -- A coach who may not see when the mentee is busy asks nothing of the mentee's account.
  where account ->> 'status' = 'connected' and share."name" is not null
    and (v_reader = account ->> 'userUlid' or v_reader <> v_context #>> '{around,booking,coachUserUlid}'
      or v_context #>> '{around,consent,state}' = 'allowed');
  return v_context || jsonb_build_object('leases', public.cal_budget_lease(coalesce(v_asks, '[]')));
end $$;
comment on function public.booking_context_leasing
  is 'p_plans_from, p_plans_to, p_view_from and p_view_to may be null.';
grant execute on function public.booking_context_leasing to service_role;
