-- What observing a booking at Cal.com shows, other than its time: who meets, and whether it still exists.

-- The addresses of the host and the attendee at Cal.com, as last observed. They stay on the server, except where
-- booking_server_part tells the other person.
create table public."BookingPeople" (
  "bookingUlid" char(26) primary key,
  "hostEmail" text,
  "attendeeEmail" text,
  -- In place of the address of a user who deleted their account, until the meeting is over.
  "hostHash" text,
  "attendeeHash" text,
  "updatedAt" timestamptz(3) not null default now(),
  constraint "BookingPeople_bookingUlid_fkey" foreign key ("bookingUlid") references public."Bookings" ("ulid")
    on delete cascade,
  constraint "BookingPeople_hostEmail_check" check (char_length("hostEmail") <= 320),
  constraint "BookingPeople_attendeeEmail_check" check (char_length("attendeeEmail") <= 320)
);
create index "BookingPeople_hostHash_idx" on public."BookingPeople" ("hostHash") where "hostHash" is not null;
create index "BookingPeople_attendeeHash_idx" on public."BookingPeople" ("attendeeHash") where "attendeeHash" is not null;
create trigger "BookingPeople_touch" before update on public."BookingPeople"
  for each row execute function public.touch_updated_at();
alter table public."BookingPeople" enable row level security;
grant select, insert, update, delete on public."BookingPeople" to service_role;

-- Whether one of the addresses, folded, is the user's.
create function public.user_has_address(p_user_ulid char(26), p_emails text[]) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select from public."UserAddresses" where "address" = any (p_emails) and "userUlid" = p_user_ulid)
$$;

create function public.is_erased(p_user_ulid char(26)) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from public."User" where "ulid" = p_user_ulid and "clerkUserId" = 'deleted:' || "ulid")
$$;

-- Erases a user's address from what was observed of their meetings; of upcoming ones a hash stays. p_email is the
-- address of those that were never observed.
create function public.booking_people_forget(p_user_ulid char(26), p_email text) returns void
language sql set search_path = '' as $$
  insert into public."BookingPeople" as known ("bookingUlid", "hostHash", "attendeeHash")
  select "ulid",
    case when "coachUserUlid" = p_user_ulid then public.hash_address(p_email) end,
    case when "menteeUserUlid" = p_user_ulid then public.hash_address(p_email) end
  from public."Bookings"
  where p_user_ulid in ("coachUserUlid", "menteeUserUlid") and "endTime" > pg_catalog.clock_timestamp()
  on conflict ("bookingUlid") do update set
    "hostHash" = case when excluded."hostHash" is null then known."hostHash"
      else coalesce(public.hash_address(known."hostEmail"), excluded."hostHash") end,
    "attendeeHash" = case when excluded."attendeeHash" is null then known."attendeeHash"
      else coalesce(public.hash_address(known."attendeeEmail"), excluded."attendeeHash") end;
  update public."BookingPeople" as people set
    "hostEmail" = case when mine."coachUserUlid" <> p_user_ulid then "hostEmail" end,
    "attendeeEmail" = case when mine."menteeUserUlid" <> p_user_ulid then "attendeeEmail" end
  from public."Bookings" as mine
  where mine."ulid" = people."bookingUlid" and p_user_ulid in (mine."coachUserUlid", mine."menteeUserUlid")
$$;

-- Gives a user with these addresses, folded, the upcoming meetings of those who had them and deleted their account.
-- Returns the meetings.
create function public.bookings_rebind(p_user_ulid char(26), p_addresses text[]) returns text[]
language plpgsql set search_path = '' as $$
declare
  v_hashes text[] := array(select public.hash_address(each) from unnest(p_addresses) as each);
  v_rebound text[];
begin
  with found as (
    select "bookingUlid",
      coalesce("hostHash" = any (v_hashes), false) as "isHost",
      coalesce("attendeeHash" = any (v_hashes), false) as "isAttendee"
    from public."BookingPeople" where "hostHash" = any (v_hashes) or "attendeeHash" = any (v_hashes)
  ), returned as (
    update public."Bookings" as mine set
      "coachUserUlid" = case when found."isHost" then p_user_ulid else mine."coachUserUlid" end,
      "menteeUserUlid" = case when found."isAttendee" then p_user_ulid else mine."menteeUserUlid" end
    from found
    where found."bookingUlid" = mine."ulid" and found."isHost" <> found."isAttendee"
      and mine."endTime" > pg_catalog.clock_timestamp()
      and p_user_ulid not in (mine."coachUserUlid", mine."menteeUserUlid")
      -- Another user may have taken the place since.
      and public.is_erased(case when found."isHost" then mine."coachUserUlid" else mine."menteeUserUlid" end)
    returning mine."ulid")
  select coalesce(array_agg("ulid"::text), '{}') into v_rebound from returned;
  update public."BookingPeople" set
    "hostEmail" = coalesce("hostEmail", p_addresses[array_position(v_hashes, "hostHash")]),
    "attendeeEmail" = coalesce("attendeeEmail", p_addresses[array_position(v_hashes, "attendeeHash")]),
    "hostHash" = case when "hostHash" <> all (v_hashes) then "hostHash" end,
    "attendeeHash" = case when "attendeeHash" <> all (v_hashes) then "attendeeHash" end
  where "bookingUlid" = any (v_rebound);
  return v_rebound;
end $$;

-- Deletes the hashes of those who did not come back before their meeting was over.
create function public.booking_people_prune() returns integer
language sql security definer set search_path = '' as $$
  with over as (
    update public."BookingPeople" as people set "hostHash" = null, "attendeeHash" = null
    from public."Bookings" as mine
    where mine."ulid" = people."bookingUlid" and (people."hostHash" is not null or people."attendeeHash" is not null)
      and mine."endTime" <= pg_catalog.clock_timestamp()
    returning 1)
  select count(*)::integer from over
$$;

-- Compares the host and the attendee at Cal.com with ours. A new host who is a user takes the booking over; so does a
-- user who has come back under the address of one who was erased. Anyone else in the place of one of the two makes it
-- unmovable here. All concerned are told. An empty list of addresses could not be read and proves nothing; nor does an
-- outdated observation; what is seen first is believed.
-- p_new_ulids: three for the notifications, three for the outbox rows.
create function public.booking_observe_people(
  p_cal_uid text, p_host_emails text[], p_attendee_emails text[], p_new_ulids text[],
  p_cal_updated_at timestamptz default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_booking public."Bookings";
  v_before public."Bookings";
  v_known public."BookingPeople";
  v_no_attempt public."RescheduleAttempts";
  v_hosts text[] := array(select public.fold_address(each) from unnest(p_host_emails) as each);
  v_attendees text[] := array(select public.fold_address(each) from unnest(p_attendee_emails) as each);
  v_new_coach char(26);
  v_new_mentee char(26);
  v_is_host_erased boolean;
  v_is_attendee_erased boolean;
  v_replaced text;
begin
  select * into v_booking from public.booking_by_cal_uid(p_cal_uid);
  if not found or v_booking."calBookingId" <> p_cal_uid then
    return jsonb_build_object('outcome', 'notCurrent');
  end if;
  if public.observation_is_outdated(p_cal_uid, p_cal_updated_at) then
    return jsonb_build_object('outcome', 'same');
  end if;
  v_before := v_booking;
  v_replaced := v_booking."replacedPerson";
  select * into v_known from public."BookingPeople" where "bookingUlid" = v_booking."ulid";

  if cardinality(v_hosts) > 0 and not coalesce(v_known."hostEmail" = any (v_hosts), false) then
    if public.user_has_address(v_booking."coachUserUlid", v_hosts) then
      v_replaced := nullif(v_replaced, 'coach');
    else
      select hit -> 'user' ->> 'ulid' into v_new_coach
      from jsonb_array_elements(public.users_find_by_addresses(v_hosts)) as hit
      where hit -> 'user' ->> 'ulid' <> v_booking."menteeUserUlid" limit 1;
      if v_new_coach is not null then
        v_replaced := nullif(v_replaced, 'coach');
      elsif v_known."hostEmail" is not null then
        v_replaced := 'coach';
      end if;
    end if;
  end if;
  if cardinality(v_attendees) > 0 and not coalesce(v_known."attendeeEmail" = any (v_attendees), false) then
    if public.user_has_address(v_booking."menteeUserUlid", v_attendees) then
      v_replaced := nullif(v_replaced, 'mentee');
    elsif public.is_erased(v_booking."menteeUserUlid") then
      select "userUlid" into v_new_mentee from public."UserAddresses"
      where "address" = any (v_attendees) and "userUlid" <> coalesce(v_new_coach, v_booking."coachUserUlid") limit 1;
    elsif v_known."attendeeEmail" is not null then
      v_replaced := coalesce(v_replaced, 'mentee');
    end if;
  end if;

  v_is_host_erased := public.is_erased(coalesce(v_new_coach, v_booking."coachUserUlid"));
  v_is_attendee_erased := public.is_erased(coalesce(v_new_mentee, v_booking."menteeUserUlid"));
  insert into public."BookingPeople" as mine ("bookingUlid", "hostEmail", "attendeeEmail", "hostHash", "attendeeHash")
  values (v_booking."ulid",
    case when not v_is_host_erased then v_hosts[1] end, case when not v_is_attendee_erased then v_attendees[1] end,
    case when v_is_host_erased then public.hash_address(v_hosts[1]) end,
    case when v_is_attendee_erased then public.hash_address(v_attendees[1]) end)
  on conflict ("bookingUlid") do update set
    "hostEmail" = coalesce(excluded."hostEmail", mine."hostEmail"),
    "attendeeEmail" = coalesce(excluded."attendeeEmail", mine."attendeeEmail"),
    "hostHash" = case when v_is_host_erased then coalesce(excluded."hostHash", mine."hostHash") end,
    "attendeeHash" = case when v_is_attendee_erased then coalesce(excluded."attendeeHash", mine."attendeeHash") end
  where (mine."hostEmail", mine."attendeeEmail", mine."hostHash", mine."attendeeHash") is distinct from (
    coalesce(excluded."hostEmail", mine."hostEmail"), coalesce(excluded."attendeeEmail", mine."attendeeEmail"),
    case when v_is_host_erased then coalesce(excluded."hostHash", mine."hostHash") end,
    case when v_is_attendee_erased then coalesce(excluded."attendeeHash", mine."attendeeHash") end);
  if v_new_coach is null and v_new_mentee is null and v_replaced is not distinct from v_before."replacedPerson" then
    return jsonb_build_object('outcome', 'same');
  end if;

  update public."Bookings" set
    "coachUserUlid" = coalesce(v_new_coach, "coachUserUlid"),
    "menteeUserUlid" = coalesce(v_new_mentee, "menteeUserUlid"),
    "replacedPerson" = v_replaced
  where "ulid" = v_booking."ulid" returning * into v_booking;
  if v_new_coach is not null then
    perform public.tell_participants_noting(v_booking, v_before, v_no_attempt, 'bookingChangedUpstream', 'newHost',
      p_new_ulids);
    perform public.tell_former_host(v_booking, v_before."coachUserUlid", p_new_ulids[5:6]);
    return jsonb_build_object('outcome', 'newHost', 'bookingUlid', v_booking."ulid", 'coachUserUlid', v_new_coach);
  end if;
  if v_replaced is not null then
    perform public.tell_participants_noting(v_booking, v_before, v_no_attempt, 'bookingChangedUpstream',
      case v_replaced when 'coach' then 'coachReplaced' else 'menteeReplaced' end, p_new_ulids);
    return jsonb_build_object('outcome', 'replaced', 'bookingUlid', v_booking."ulid");
  end if;
  return jsonb_build_object('outcome', case when v_new_mentee is null then 'same' else 'returned' end,
    'bookingUlid', v_booking."ulid");
end $$;
comment on function public.booking_observe_people is 'p_cal_updated_at may be null.';

-- A cancellation that raced a move: Cal.com made both, so the successor takes place. Both participants are told once.
create function public.booking_note_cancelled_too(p_cal_uid text, p_new_ulids text[]) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_booking public."Bookings";
  v_no_attempt public."RescheduleAttempts";
begin
  select * into v_booking from public.booking_by_cal_uid(p_cal_uid);
  if not found or v_booking."calBookingId" <> p_cal_uid or v_booking."status" not in ('accepted', 'pending')
    or exists (select from public."Notifications" where "bookingUlid" = v_booking."ulid"
      and "version" = v_booking."version" and "note" = 'cancelledToo') then
    return false;
  end if;
  perform public.tell_participants_noting(v_booking, v_booking, v_no_attempt, 'bookingChangedUpstream',
    'cancelledToo', p_new_ulids);
  update public."Bookings" set "upstreamChanged" = true where "ulid" = v_booking."ulid";
  return true;
end $$;

-- Cal.com does not know the booking's current uid. The first look is only noted; one that comes at least p_confirm_ms
-- later says that the booking is gone. Abandons an attempt that has sent nothing.
create function public.booking_note_missing(p_cal_uid text, p_confirm_ms bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_booking public."Bookings";
  v_now timestamptz(3) := pg_catalog.clock_timestamp();
  v_is_gone boolean;
begin
  select * into v_booking from public.booking_by_cal_uid(p_cal_uid);
  if not found or v_booking."calBookingId" <> p_cal_uid then
    return jsonb_build_object('known', false, 'gone', false);
  end if;
  v_is_gone := v_booking."gone"
    or coalesce(v_booking."missingSince" <= v_now - public.to_interval(p_confirm_ms), false);
  if v_booking."missingSince" is null or v_is_gone <> v_booking."gone" then
    update public."Bookings" set "missingSince" = coalesce("missingSince", v_now), "gone" = v_is_gone
    where "ulid" = v_booking."ulid";
  end if;
  if v_is_gone then
    update public."RescheduleAttempts" set
      "state" = 'ABANDONED', "errorCode" = 'BOOKING_CANCELLED', "fence" = "fence" + 1
    where "bookingUlid" = v_booking."ulid" and "state" = 'PREPARED';
  end if;
  return jsonb_build_object('known', true, 'gone', v_is_gone);
end $$;

-- Cal.com knows the booking again.
create function public.booking_note_found(p_cal_uid text) returns void
language sql security definer set search_path = '' as $$
  update public."Bookings" set "missingSince" = null, "gone" = false
  where "calBookingId" = p_cal_uid and "missingSince" is not null
$$;

grant execute on function public.booking_observe_people, public.booking_note_cancelled_too,
  public.booking_note_missing, public.booking_note_found, public.booking_people_prune
  to service_role;
