-- Cal.com takes no end of a booking back, so whoever still says that it lives has read before it ended. Believing that
-- would have told both people of the next look's end a second time, which is impossible, and so the booking would have
-- stayed alive here for ever.

create or replace function public.booking_set_upstream_status(p_cal_uid text, p_status text, p_new_ulids text[])
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_booking public."Bookings";
  v_nobody public."RescheduleAttempts";
begin
  select * into v_booking from public.booking_by_cal_uid(p_cal_uid);
  if not found then
    return jsonb_build_object('changed', false, 'why', 'unknownBooking');
  end if;
  if v_booking."calBookingId" <> p_cal_uid then
    return jsonb_build_object('changed', false, 'why', 'notHead');
  end if;
  if v_booking."status" = p_status or v_booking."status" in ('cancelled', 'rejected') then
    return jsonb_build_object('changed', false, 'why', 'already');
  end if;

  update public."Bookings" set
    "status" = p_status,
    "upstreamChanged" = "upstreamChanged" or p_status in ('cancelled', 'rejected')
  where "ulid" = v_booking."ulid" returning * into v_booking;
  if p_status in ('cancelled', 'rejected') then
    update public."RescheduleAttempts" set
      "state" = 'ABANDONED', "errorCode" = 'BOOKING_CANCELLED', "fence" = "fence" + 1
    where "bookingUlid" = v_booking."ulid" and "state" = 'PREPARED';
    perform public.tell_participants(v_booking, v_booking, v_nobody, 'bookingCancelledUpstream', p_new_ulids);
  end if;
  return jsonb_build_object('changed', true, 'bookingUlid', v_booking."ulid");
end $$;
