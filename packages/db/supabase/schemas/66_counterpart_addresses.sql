-- The other person's address, where a reader may know it.

-- What the server reads of a booking beside what its people may read by themselves: Cal.com's uids, and the address of
-- the other person as Cal.com has it for this booking. The address is null unless the mentee lets this coach see when
-- they are busy, or the reader has moved a meeting with them here: a booking alone tells it to no one.
create function public.booking_server_part(p_booking_ulid char(26), p_user_ulid char(26)) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'version', mine."version", 'calBookingId', mine."calBookingId", 'calSeriesUid', mine."calSeriesUid",
    'counterpartEmail', case when
      exists (
        select from public."CalendarConsents" as consent
        where consent."menteeUserUlid" = mine."menteeUserUlid" and consent."coachUserUlid" = mine."coachUserUlid"
          and consent."state" = 'allowed')
      or exists (
        select from public."Bookings" as theirs
        join public."BookingEvents" as moved on moved."bookingUlid" = theirs."ulid"
        where theirs."coachUserUlid" = mine."coachUserUlid" and theirs."menteeUserUlid" = mine."menteeUserUlid"
          and moved."actorUserUlid" = p_user_ulid)
      then case p_user_ulid
        when mine."coachUserUlid" then people."attendeeEmail"
        when mine."menteeUserUlid" then people."hostEmail" end
    end)
  from public."Bookings" as mine
  left join public."BookingPeople" as people on people."bookingUlid" = mine."ulid"
  where mine."ulid" = p_booking_ulid
$$;

grant execute on function public.booking_server_part to service_role;
